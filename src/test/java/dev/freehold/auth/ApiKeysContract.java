package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every store of keys must do. */
abstract class ApiKeysContract {
    static final KeyLife LIFE = new KeyLife(Duration.ofDays(90), Duration.ofDays(1));
    static final Caller ADMIN = creator("acme", EnumSet.allOf(Role.class), Set.of());
    static final Page.Wish FIRST_PAGE = new Page.Wish(100, Optional.empty());

    final SettableClock clock = new SettableClock();
    private ApiKeys keys;

    /** Keys of a deployment with the tenants {@code acme} and {@code other}; each call is another process on the same store. */
    abstract ApiKeys open(SettableClock time);

    @BeforeEach
    void openKeys() {
        keys = open(clock);
    }

    IssuedKey issue(NewKey wish, Caller creator) {
        return keys.issue(wish, creator, limits -> {}, TestMandates.of(creator.tenant()));
    }

    List<ApiKey> all(String tenant) {
        return keys.list(new KeyFilter(reach(tenant), Optional.empty()), FIRST_PAGE)
                .items();
    }

    static Reach reach(String tenant) {
        return new Reach(Optional.of(tenant));
    }

    @Test
    void knowsTheHolderOfAKey() {
        IssuedKey issued = issue(wish("laptop", Set.of(Role.INFERENCE), Set.of("qwen3-8b"), null), ADMIN);

        Caller caller = keys.verify(issued.secret()).caller();

        assertEquals(
                new Caller(
                        "key:" + issued.key().id(),
                        Caller.Credential.API_KEY,
                        "acme",
                        "web",
                        Set.of(Role.INFERENCE),
                        Set.of("qwen3-8b")),
                caller);
        assertEquals(Optional.of(caller), keys.remembered(issued.secret()).map(Identified::caller));
    }

    @Test
    void keepsEverythingButTheSecret() {
        IssuedKey issued = issue(wish(Role.INFERENCE, Role.AUDITOR), ADMIN);

        assertEquals(
                Optional.of(issued.key()), keys.find(reach("acme"), issued.key().id()));
        assertEquals(ADMIN.id(), issued.key().createdBy());
        assertFalse(issued.toString().contains(issued.secret()));
        assertFalse(issued.key().toString().contains(issued.secret().substring(19)));
    }

    @Test
    void refusesEverySingleCharacterChange() {
        String secret = issue(wish(Role.INFERENCE), ADMIN).secret();
        for (int i = 0; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'a' ? 'b' : 'a';
            String changed = secret.substring(0, i) + other + secret.substring(i + 1);
            assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(changed));
        }
    }

    @Test
    void refusesAnotherSecretWithARightChecksum() {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        String forged = ApiKeyFormat.write(new ApiKeyFormat.Parts(issued.key().id(), "0".repeat(43)));

        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(forged))
                .message()
                .contains("not known"));
    }

    @Test
    void expiresAfterNinetyDaysUnlessToldOtherwise() {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        assertEquals(
                Optional.of(clock.instant().plus(LIFE.standard())), issued.key().expiry());

        clock.advance(LIFE.standard().minusMillis(1));
        keys.verify(issued.secret());
        clock.advance(Duration.ofMillis(1));

        assertEquals(Optional.empty(), keys.remembered(issued.secret()));
        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(issued.secret()))
                .message()
                .contains("expired"));
    }

    @Test
    void saysNothingOfExpiryToWhoDoesNotKnowTheSecret() {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        String forged = ApiKeyFormat.write(new ApiKeyFormat.Parts(issued.key().id(), "0".repeat(43)));
        clock.advance(LIFE.standard().multipliedBy(2));

        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(forged))
                .message()
                .contains("not known"));
    }

    @Test
    void refusesToMakeAKeyThatIsExpiredAlready() {
        for (Instant past : List.of(clock.instant(), clock.instant().minusSeconds(1), Instant.EPOCH, Instant.MIN)) {
            Fault fault = assertRefused(
                    FaultCode.INVALID_REQUEST,
                    () -> issue(wish("late", Set.of(Role.INFERENCE), Set.of(), past), ADMIN));
            assertEquals(Optional.of("expires_at"), fault.parameter());
        }
    }

    @Test
    void shutsARevokedKeyOutAtOnce() {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        keys.verify(issued.secret());

        ApiKey revoked = keys.revoke(issued.key().id(), false, TestMandates.of("acme"));
        clock.advance(Duration.ofSeconds(1));

        assertEquals(Optional.empty(), keys.remembered(issued.secret()));
        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(issued.secret()))
                .message()
                .contains("revoked"));
        assertEquals(revoked, keys.revoke(issued.key().id(), false, TestMandates.of("acme")), "keeps its first time");
    }

    @Test
    void touchesNoKeyOfAnotherTenant() {
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        String id = issued.key().id();

        assertRefused(FaultCode.NOT_FOUND, () -> keys.revoke(id, false, TestMandates.of("other")));
        assertEquals(Optional.empty(), keys.find(reach("other"), id));
        assertEquals(List.of(), all("other"));
        keys.verify(issued.secret());
    }

    @Test
    void listsTheNewestFirstWithTheRevoked() {
        ApiKey first = issue(wish(Role.INFERENCE), ADMIN).key();
        clock.advance(Duration.ofSeconds(1));
        ApiKey second = issue(wish(Role.INFERENCE), ADMIN).key();
        ApiKey revoked = keys.revoke(first.id(), false, TestMandates.of("acme"));

        assertEquals(List.of(second, revoked), all("acme"));
        assertNotEquals(first, revoked);
    }

    @Test
    void grantsNoRoleThatItsCreatorHasNot() {
        Caller creator = creator("acme", EnumSet.of(Role.ADMIN), Set.of());

        Fault fault = assertRefused(FaultCode.FORBIDDEN, () -> issue(wish(Role.ADMIN, Role.INFERENCE), creator));

        assertEquals(Optional.of("roles"), fault.parameter());
        assertTrue(fault.message().endsWith(": inference"), fault.message());
        assertEquals(List.of(), all("acme"));
    }

    @Test
    void grantsNoModelThatItsCreatorMayNotUse() {
        Caller creator = creator("acme", EnumSet.allOf(Role.class), Set.of("a", "b"));

        for (Set<String> models : List.of(Set.<String>of(), Set.of("c"), Set.of("a", "c"))) {
            Fault fault = assertRefused(
                    FaultCode.FORBIDDEN, () -> issue(wish("wide", Set.of(Role.INFERENCE), models, null), creator));
            assertEquals(Optional.of("models"), fault.parameter());
        }
        issue(wish("narrow", Set.of(Role.INFERENCE), Set.of("a"), null), creator);
    }

    @Test
    void aRotatedKeyHasTwoSecretsForAWhile() {
        IssuedKey first = issue(wish(Role.INFERENCE), ADMIN);
        clock.advance(Duration.ofDays(30));

        IssuedKey second = rotate(first.key().id(), Optional.of(Duration.ofHours(1)), ADMIN);

        assertNotEquals(first.secret(), second.secret());
        assertEquals(
                keys.verify(second.secret()).caller(),
                keys.verify(first.secret()).caller());
        assertEquals(
                Optional.of(clock.instant().plus(LIFE.standard())), second.key().expiry());
        clock.advance(Duration.ofHours(1).minusMillis(1));
        keys.verify(first.secret());
        clock.advance(Duration.ofMillis(1));
        assertEquals(Optional.empty(), keys.remembered(first.secret()));
        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(first.secret()))
                .message()
                .contains("rotated"));
        keys.verify(second.secret());
    }

    @Test
    void neverHasMoreThanTwoSecrets() {
        IssuedKey first = issue(wish(Role.INFERENCE), ADMIN);
        IssuedKey second = rotate(first.key().id(), Optional.empty(), ADMIN);
        IssuedKey third = rotate(first.key().id(), Optional.empty(), ADMIN);

        assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(first.secret()));
        keys.verify(second.secret());
        keys.verify(third.secret());
    }

    @Test
    void withoutAnOverlapTheOldSecretEndsAtOnce() {
        IssuedKey first = issue(wish(Role.INFERENCE), ADMIN);
        keys.verify(first.secret());

        rotate(first.key().id(), Optional.of(Duration.ZERO), ADMIN);

        assertEquals(Optional.empty(), keys.remembered(first.secret()));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(first.secret()));
    }

    @Test
    void anOverlapOutlivesNeitherTheOldExpiryNorARevocation() {
        IssuedKey brief = issue(
                wish("brief", Set.of(Role.INFERENCE), Set.of(), clock.instant().plusSeconds(60)), ADMIN);
        IssuedKey next = rotate(brief.key().id(), Optional.of(Duration.ofDays(7)), ADMIN);
        clock.advance(Duration.ofSeconds(60));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(brief.secret()));

        IssuedKey last = rotate(brief.key().id(), Optional.of(Duration.ofDays(7)), ADMIN);
        keys.revoke(brief.key().id(), false, TestMandates.ALL);
        assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(next.secret()));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(last.secret()));
    }

    @Test
    void rotatesNothingThatIsOver() {
        IssuedKey revoked = issue(wish(Role.INFERENCE), ADMIN);
        IssuedKey expired = issue(
                wish("brief", Set.of(Role.INFERENCE), Set.of(), clock.instant().plusSeconds(1)), ADMIN);
        keys.revoke(revoked.key().id(), false, TestMandates.ALL);
        clock.advance(Duration.ofSeconds(1));

        assertRefused(FaultCode.CONFLICT, () -> rotate(revoked.key().id(), Optional.empty(), ADMIN));
        assertRefused(FaultCode.CONFLICT, () -> rotate(expired.key().id(), Optional.empty(), ADMIN));
        assertRefused(FaultCode.NOT_FOUND, () -> rotate("none", Optional.empty(), ADMIN));
    }

    @Test
    void givesNoSecretToWhoHasLessThanTheKey() {
        IssuedKey key = issue(wish(Role.INFERENCE), ADMIN);
        Caller lesser = creator("acme", EnumSet.of(Role.ADMIN), Set.of());

        assertRefused(FaultCode.FORBIDDEN, () -> rotate(key.key().id(), Optional.empty(), lesser));
        keys.verify(key.secret());
    }

    @Test
    void aKeyMadeByAKeyIsWorthNoMoreThanItsMakers() {
        IssuedKey maker = issue(wish(Role.ADMIN, Role.INFERENCE), ADMIN);
        IssuedKey made = issue(wish(Role.ADMIN, Role.INFERENCE), maker.key().caller());
        IssuedKey madeByMade = issue(wish(Role.INFERENCE), made.key().caller());

        weaken(maker.key().id(), Role.ADMIN);

        assertEquals(
                Set.of(Role.ADMIN), open(clock).verify(made.secret()).caller().roles());
        assertEquals(Set.of(), open(clock).verify(madeByMade.secret()).caller().roles());
    }

    /** Takes roles from a stored key, as no request can. */
    abstract void weaken(String id, Role... left);

    @Test
    void whatARetiredKeyMadeLivesOn() {
        IssuedKey maker = issue(wish(Role.ADMIN, Role.INFERENCE), ADMIN);
        IssuedKey made = issue(wish(Role.INFERENCE), maker.key().caller());

        keys.revoke(maker.key().id(), false, TestMandates.ALL);

        keys.verify(made.secret());
    }

    @Test
    void whatADisownedKeyMadeEndsWithIt() {
        IssuedKey maker = issue(wish(Role.ADMIN, Role.INFERENCE), ADMIN);
        IssuedKey made = issue(wish(Role.ADMIN, Role.INFERENCE), maker.key().caller());
        IssuedKey madeByMade = issue(wish(Role.INFERENCE), made.key().caller());
        keys.verify(madeByMade.secret());

        keys.revoke(maker.key().id(), true, TestMandates.ALL);

        for (IssuedKey ended : List.of(maker, made, madeByMade)) {
            assertEquals(Optional.empty(), keys.remembered(ended.secret()));
            assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(ended.secret()));
        }
        assertRefused(
                FaultCode.UNAUTHENTICATED,
                () -> issue(wish(Role.INFERENCE), made.key().caller()));
    }

    @Test
    void aRevokedKeyMakesNoOther() {
        IssuedKey maker = issue(wish(Role.ADMIN, Role.INFERENCE), ADMIN);
        keys.revoke(maker.key().id(), false, TestMandates.ALL);

        assertRefused(
                FaultCode.UNAUTHENTICATED,
                () -> issue(wish(Role.INFERENCE), maker.key().caller()));
        assertEquals(1, all("acme").size());
    }

    @Test
    void keysMakeKeysOnlySoManyTimesInARow() {
        Caller maker = ADMIN;
        for (int i = 0; i < KeyLineage.MOST_MAKERS + 1; i++) {
            IssuedKey made = issue(wish(Role.ADMIN), maker);
            keys.verify(made.secret());
            maker = made.key().caller();
        }
        Caller last = maker;

        assertRefused(FaultCode.FORBIDDEN, () -> issue(wish(Role.ADMIN), last));
    }

    @Test
    void opensOnlyFromItsNetworks() {
        Networks office = Networks.parse("networks", List.of("10.1.0.0/16", "2001:db8::/32"));
        IssuedKey issued = issue(within(office, Role.INFERENCE), ADMIN);

        Identified known = keys.verify(issued.secret());

        assertEquals("key:" + issued.key().id(), known.from("10.1.255.255").id());
        known.from("2001:db8::1");
        for (String elsewhere : List.of("10.2.0.1", "2001:db9::1", "", "host.example", "::ffff:10.2.0.1")) {
            assertRefused(FaultCode.FORBIDDEN, () -> known.from(elsewhere));
        }
        assertEquals(office, all("acme").getFirst().networks());
    }

    @Test
    void grantsNoNetworkThatItsCreatorMayNotComeFrom() {
        Networks office = Networks.parse("networks", List.of("10.1.0.0/16"));
        Caller bound = issue(within(office, Role.ADMIN), ADMIN).key().caller();

        for (List<String> wider : List.of(List.<String>of(), List.of("10.0.0.0/8"), List.of("10.1.2.0/24", "::/0"))) {
            Fault fault = assertRefused(
                    FaultCode.FORBIDDEN, () -> issue(within(Networks.parse("networks", wider), Role.ADMIN), bound));
            assertEquals(Optional.of("networks"), fault.parameter());
        }
        issue(within(Networks.parse("networks", List.of("10.1.2.0/24")), Role.ADMIN), bound);
    }

    @Test
    void anotherProcessSeesARevocationWithinFiveSeconds() {
        ApiKeys elsewhere = open(clock);
        IssuedKey issued = issue(wish(Role.INFERENCE), ADMIN);
        elsewhere.verify(issued.secret());

        keys.revoke(issued.key().id(), false, TestMandates.ALL);
        clock.advance(Duration.ofSeconds(5));

        assertEquals(Optional.empty(), elsewhere.remembered(issued.secret()));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> elsewhere.verify(issued.secret()));
    }

    @Test
    void makesAKeyInAnotherTenantOnlyForWhoReachesIt() {
        NewKey wish = new NewKey(
                "test", Optional.of("other"), "web", Set.of(Role.INFERENCE), Set.of(), Networks.ANYWHERE, null);

        assertRefused(FaultCode.NOT_FOUND, () -> issue(wish, ADMIN));
        IssuedKey issued = keys.issue(wish, ADMIN, limits -> {}, TestMandates.ALL);

        assertEquals("other", keys.verify(issued.secret()).caller().tenant());
        assertEquals(List.of(issued.key()), all("other"));
    }

    @Test
    void makesNoKeyInATenantThatIsNot() {
        NewKey wish = new NewKey(
                "test", Optional.of("nowhere"), "web", Set.of(Role.INFERENCE), Set.of(), Networks.ANYWHERE, null);

        assertRefused(FaultCode.NOT_FOUND, () -> keys.issue(wish, ADMIN, limits -> {}, TestMandates.ALL));
    }

    @Test
    void pagesThroughAllKeysOnce() {
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 7; i++) {
            made.add(issue(wish(Role.INFERENCE), ADMIN).key().id());
            clock.advance(Duration.ofMillis(i % 2));
        }
        List<String> seen = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            Page<ApiKey> page = keys.list(new KeyFilter(reach("acme"), Optional.empty()), new Page.Wish(2, cursor));
            assertTrue(page.items().size() <= 2);
            page.items().forEach(key -> seen.add(key.id()));
            cursor = page.next();
        } while (cursor.isPresent());

        assertEquals(7, seen.size());
        assertEquals(Set.copyOf(made), Set.copyOf(seen));
    }

    @Test
    void refusesACursorThatIsNone() {
        for (String cursor : List.of("", "x", "1", "1.", "1.a b", "-1.a", "99999999999999999999.a")) {
            Fault fault = assertRefused(
                    FaultCode.INVALID_REQUEST,
                    () -> keys.list(
                            new KeyFilter(Reach.EVERYTHING, Optional.empty()), new Page.Wish(2, Optional.of(cursor))));
            assertEquals(Optional.of("cursor"), fault.parameter());
        }
    }

    @Test
    void findsWhatSomebodyMade() {
        ApiKey maker = issue(wish(Role.ADMIN), ADMIN).key();
        ApiKey made = issue(wish(Role.ADMIN), maker.caller()).key();

        assertEquals(
                List.of(made),
                keys.list(
                                new KeyFilter(
                                        reach("acme"),
                                        Optional.of(maker.caller().id())),
                                FIRST_PAGE)
                        .items());
    }

    @Test
    void notesEveryChangeAndMakesNoneThatCannotBeNoted() {
        TestMandates.Notes notes = new TestMandates.Notes();
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN, limits -> {}, notes.mandate());
        String id = issued.key().id();
        keys.rotate(id, new Rotation(Optional.of(Duration.ZERO), null), ADMIN, notes.mandate());
        keys.revoke(id, true, notes.mandate());

        assertEquals(4, notes.seen.size());
        assertTrue(notes.seen.get(0).startsWith("project.create acme/web"), notes.seen.get(0));
        assertTrue(
                notes.seen
                        .get(1)
                        .startsWith("key.create " + id
                                + " tenant=acme project=web name=test roles=inference models=* networks=* expires_at="),
                notes.seen.get(1));
        assertTrue(notes.seen.get(2).startsWith("key.rotate " + id), notes.seen.get(2));
        assertEquals("key.revoke " + id + " with_those_it_made=true", notes.seen.get(3));
        assertFalse(notes.seen.toString().contains(issued.secret().substring(19)));

        Mandate unwitnessed = new Mandate(Reach.EVERYTHING, Keeper.API, Optional.empty(), (action, target, change) -> {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "full");
        });
        IssuedKey kept = issue(wish(Role.INFERENCE), ADMIN);
        assertRefused(
                FaultCode.AUDIT_UNAVAILABLE, () -> keys.issue(wish(Role.INFERENCE), ADMIN, limits -> {}, unwitnessed));
        assertRefused(FaultCode.AUDIT_UNAVAILABLE, () -> keys.revoke(kept.key().id(), false, unwitnessed));
        assertRefused(
                FaultCode.AUDIT_UNAVAILABLE,
                () -> keys.rotate(kept.key().id(), new Rotation(Optional.empty(), null), ADMIN, unwitnessed));
        keys.verify(kept.secret());
        assertEquals(2, all("acme").size());
    }

    @Test
    void isGivenItsLimitsBeforeItWorks() {
        assertThrows(
                IllegalStateException.class,
                () -> keys.issue(
                        wish(Role.INFERENCE),
                        ADMIN,
                        made -> {
                            throw new IllegalStateException("no limits");
                        },
                        TestMandates.ALL));

        assertEquals(List.of(), all("acme"));
    }

    @Test
    void aMarkedRequestMakesOneKey() {
        Mandate once = TestMandates.marked("mark", "body");
        keys.issue(wish(Role.INFERENCE), ADMIN, limits -> {}, once);

        assertRefused(FaultCode.CONFLICT, () -> keys.issue(wish(Role.INFERENCE), ADMIN, limits -> {}, once));
        assertEquals(1, all("acme").size());
        keys.issue(wish(Role.INFERENCE), ADMIN, limits -> {}, TestMandates.marked("another", "body"));
        assertEquals(2, all("acme").size());
    }

    private IssuedKey rotate(String id, Optional<Duration> overlap, Caller rotator) {
        return keys.rotate(id, new Rotation(overlap, null), rotator, TestMandates.of("acme"));
    }

    private static NewKey within(Networks networks, Role... roles) {
        return new NewKey("test", Optional.empty(), "web", Set.of(roles), Set.of(), networks, null);
    }

    static NewKey wish(Role... roles) {
        return wish("test", Set.of(roles), Set.of(), null);
    }

    static NewKey wish(String name, Set<Role> roles, Set<String> models, @Nullable Instant expiresAt) {
        return new NewKey(name, Optional.empty(), "web", roles, models, Networks.ANYWHERE, expiresAt);
    }

    static Caller creator(String tenant, Set<Role> roles, Set<String> models) {
        return new Caller("jwt:https://issuer.example#root", Caller.Credential.JWT, tenant, "default", roles, models);
    }

    static Fault assertRefused(FaultCode code, Executable action) {
        Fault fault = assertThrows(Fault.class, action);
        assertEquals(code, fault.code());
        return fault;
    }
}
