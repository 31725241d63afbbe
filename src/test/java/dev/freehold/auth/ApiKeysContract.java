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
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

/** What every store of keys must do. */
abstract class ApiKeysContract {
    static final Duration DEFAULT_EXPIRY = Duration.ofDays(90);
    static final Caller ADMIN = creator("acme", EnumSet.allOf(Role.class), Set.of());

    final SettableClock clock = new SettableClock();
    private ApiKeys keys;

    abstract ApiKeys open(SettableClock time);

    @BeforeEach
    void openKeys() {
        keys = open(clock);
    }

    @Test
    void knowsTheHolderOfAKey() {
        IssuedKey issued =
                keys.issue(new NewKey("laptop", "web", Set.of(Role.INFERENCE), Set.of("qwen3-8b"), null), ADMIN);

        Caller caller = keys.verify(issued.secret());

        assertEquals(
                new Caller(
                        "key:" + issued.key().id(),
                        Caller.Credential.API_KEY,
                        "acme",
                        "web",
                        Set.of(Role.INFERENCE),
                        Set.of("qwen3-8b")),
                caller);
        assertEquals(Optional.of(caller), keys.remembered(issued.secret()));
    }

    @Test
    void keepsEverythingButTheSecret() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE, Role.AUDITOR), ADMIN);

        assertEquals(Optional.of(issued.key()), keys.find("acme", issued.key().id()));
        assertEquals(ADMIN.id(), issued.key().createdBy());
        assertFalse(issued.toString().contains(issued.secret()));
        assertFalse(issued.key().toString().contains(issued.secret().substring(19)));
    }

    @Test
    void refusesEverySingleCharacterChange() {
        String secret = keys.issue(wish(Role.INFERENCE), ADMIN).secret();
        for (int i = 0; i < secret.length(); i++) {
            char other = secret.charAt(i) == 'a' ? 'b' : 'a';
            String changed = secret.substring(0, i) + other + secret.substring(i + 1);
            assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(changed));
        }
    }

    @Test
    void refusesAnotherSecretWithARightChecksum() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN);
        String forged = ApiKeyFormat.write(new ApiKeyFormat.Parts(issued.key().id(), "0".repeat(43)));

        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(forged))
                .message()
                .contains("not known"));
    }

    @Test
    void expiresAfterNinetyDaysUnlessToldOtherwise() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN);
        assertEquals(
                Optional.of(clock.instant().plus(DEFAULT_EXPIRY)), issued.key().expiry());

        clock.advance(DEFAULT_EXPIRY.minusMillis(1));
        keys.verify(issued.secret());
        clock.advance(Duration.ofMillis(1));

        assertEquals(Optional.empty(), keys.remembered(issued.secret()));
        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(issued.secret()))
                .message()
                .contains("expired"));
    }

    @Test
    void saysNothingOfExpiryToWhoDoesNotKnowTheSecret() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN);
        String forged = ApiKeyFormat.write(new ApiKeyFormat.Parts(issued.key().id(), "0".repeat(43)));
        clock.advance(DEFAULT_EXPIRY.multipliedBy(2));

        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(forged))
                .message()
                .contains("not known"));
    }

    @Test
    void refusesToMakeAKeyThatIsExpiredAlready() {
        for (Instant past : List.of(clock.instant(), clock.instant().minusSeconds(1), Instant.EPOCH, Instant.MIN)) {
            Fault fault = assertRefused(
                    FaultCode.INVALID_REQUEST,
                    () -> keys.issue(new NewKey("late", "web", Set.of(Role.INFERENCE), Set.of(), past), ADMIN));
            assertEquals(Optional.of("expires_at"), fault.parameter());
        }
    }

    @Test
    void shutsARevokedKeyOutAtOnce() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN);
        keys.verify(issued.secret());

        ApiKey revoked = keys.revoke("acme", issued.key().id());
        clock.advance(Duration.ofSeconds(1));

        assertEquals(Optional.empty(), keys.remembered(issued.secret()));
        assertTrue(assertRefused(FaultCode.UNAUTHENTICATED, () -> keys.verify(issued.secret()))
                .message()
                .contains("revoked"));
        assertEquals(revoked, keys.revoke("acme", issued.key().id()), "keeps its first time");
    }

    @Test
    void touchesNoKeyOfAnotherTenant() {
        IssuedKey issued = keys.issue(wish(Role.INFERENCE), ADMIN);
        String id = issued.key().id();

        assertRefused(FaultCode.NOT_FOUND, () -> keys.revoke("other", id));
        assertEquals(Optional.empty(), keys.find("other", id));
        assertEquals(List.of(), keys.list("other"));
        keys.verify(issued.secret());
    }

    @Test
    void listsTheNewestFirstWithTheRevoked() {
        ApiKey first = keys.issue(wish(Role.INFERENCE), ADMIN).key();
        clock.advance(Duration.ofSeconds(1));
        ApiKey second = keys.issue(wish(Role.INFERENCE), ADMIN).key();
        ApiKey revoked = keys.revoke("acme", first.id());

        assertEquals(List.of(second, revoked), keys.list("acme"));
        assertNotEquals(first, revoked);
    }

    @Test
    void grantsNoRoleThatItsCreatorHasNot() {
        Caller creator = creator("acme", EnumSet.of(Role.ADMIN), Set.of());

        Fault fault = assertRefused(FaultCode.FORBIDDEN, () -> keys.issue(wish(Role.ADMIN, Role.INFERENCE), creator));

        assertEquals(Optional.of("roles"), fault.parameter());
        assertTrue(fault.message().endsWith(": inference"), fault.message());
        assertEquals(List.of(), keys.list("acme"));
    }

    @Test
    void grantsNoModelThatItsCreatorMayNotUse() {
        Caller creator = creator("acme", EnumSet.allOf(Role.class), Set.of("a", "b"));

        for (Set<String> models : List.of(Set.<String>of(), Set.of("c"), Set.of("a", "c"))) {
            Fault fault = assertRefused(
                    FaultCode.FORBIDDEN,
                    () -> keys.issue(new NewKey("wide", "web", Set.of(Role.INFERENCE), models, null), creator));
            assertEquals(Optional.of("models"), fault.parameter());
        }
        keys.issue(new NewKey("narrow", "web", Set.of(Role.INFERENCE), Set.of("a"), null), creator);
    }

    static NewKey wish(Role... roles) {
        return new NewKey("test", "web", Set.of(roles), Set.of(), null);
    }

    static Caller creator(String tenant, Set<Role> roles, Set<String> models) {
        return new Caller("key:creator000", Caller.Credential.API_KEY, tenant, "default", roles, models);
    }

    static Fault assertRefused(FaultCode code, Executable action) {
        Fault fault = assertThrows(Fault.class, action);
        assertEquals(code, fault.code());
        return fault;
    }
}
