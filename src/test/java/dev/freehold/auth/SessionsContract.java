package dev.freehold.auth;

import static dev.freehold.auth.ApiKeysContract.assertRefused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import dev.freehold.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What holds of browsers' sessions, whichever database keeps them. */
abstract class SessionsContract {
    private static final Duration LIFE = Duration.ofHours(1);

    final SettableClock clock = new SettableClock();
    private JdbcApiKeys keys;
    private JdbcSessions sessions;
    private IssuedKey key;

    abstract Database database();

    @BeforeEach
    void open() {
        new RootTenant(database(), "acme").open();
        keys = new JdbcApiKeys(
                database(),
                new KeyLife(Duration.ofDays(90), Duration.ofDays(1)),
                new Standings(database(), clock),
                clock);
        sessions = new JdbcSessions(database(), clock);
        key = keys.issue(ApiKeysContract.wish(Role.AUDITOR), ApiKeysContract.ADMIN, limits -> {}, TestMandates.ALL);
    }

    private Sessions.Begun begin() {
        return sessions.begin(key.secret(), LIFE, TestMandates.ALL);
    }

    private Identified holder(JdbcSessions from, Sessions.Begun session) {
        return keys.verify(from.require(session.secret()).key());
    }

    @Test
    void standsForTheKeyThatBeganIt() {
        Sessions.Begun session = begin();

        assertEquals(keys.verify(key.secret()), holder(sessions, session));
        assertEquals(session.expiresAt(), sessions.end(session.secret()));
        assertNotEquals(session.secret(), begin().secret());
    }

    @Test
    void isKnownToEveryProcess() {
        Sessions.Begun session = begin();

        assertEquals(keys.verify(key.secret()), holder(new JdbcSessions(database(), clock), session));
    }

    @Test
    void isOverAfterItsTime() {
        Sessions.Begun session = begin();
        clock.advance(LIFE.minusMillis(1));
        sessions.require(session.secret());
        clock.advance(Duration.ofMillis(1));

        assertEquals(Optional.empty(), sessions.remembered(session.secret()));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> sessions.require(session.secret()));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> sessions.end(session.secret()));
    }

    @Test
    void isOverWhenItIsFinishedHereAtOnceAndElsewhereWithinFiveSeconds() {
        JdbcSessions elsewhere = new JdbcSessions(database(), clock);
        Sessions.Begun session = begin();
        Sessions.Begun other = begin();
        holder(sessions, session);
        holder(elsewhere, session);

        sessions.finish(session.secret(), TestMandates.ALL);

        assertRefused(FaultCode.UNAUTHENTICATED, () -> sessions.require(session.secret()));
        clock.advance(Duration.ofSeconds(5));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> elsewhere.require(session.secret()));
        holder(sessions, other);
        sessions.finish(session.secret(), TestMandates.ALL);
    }

    @Test
    void diesWithItsKeyAndWithThatSecretOfIt() {
        Sessions.Begun session = begin();
        holder(sessions, session);
        keys.rotate(
                key.key().id(),
                new Rotation(Optional.of(Duration.ofMinutes(1)), null),
                ApiKeysContract.ADMIN,
                TestMandates.ALL);
        holder(sessions, session);
        clock.advance(Duration.ofMinutes(1));
        assertRefused(FaultCode.UNAUTHENTICATED, () -> holder(sessions, session));

        IssuedKey another =
                keys.issue(ApiKeysContract.wish(Role.AUDITOR), ApiKeysContract.ADMIN, limits -> {}, TestMandates.ALL);
        Sessions.Begun second = sessions.begin(another.secret(), LIFE, TestMandates.ALL);
        holder(sessions, second);
        keys.revoke(another.key().id(), false, TestMandates.ALL);
        assertRefused(FaultCode.UNAUTHENTICATED, () -> holder(sessions, second));
    }

    @Test
    void aMadeUpKeyOpensNothing() {
        String madeUp = ApiKeyFormat.write(new ApiKeyFormat.Parts(
                key.key().id(),
                ApiKeyFormat.mint(new java.security.SecureRandom()).secret()));
        Sessions.Begun session = sessions.begin(madeUp, LIFE, TestMandates.ALL);

        assertRefused(FaultCode.UNAUTHENTICATED, () -> holder(sessions, session));
        assertRefused(FaultCode.INVALID_REQUEST, () -> sessions.begin("a.b.c", LIFE, TestMandates.ALL));
    }

    @Test
    void keepsNoSecretAndNothingThatIsOver() {
        Sessions.Begun session = begin();
        clock.advance(LIFE);
        Sessions.Begun second = begin();

        List<String> rows = database()
                .read(connection -> Sql.rows(
                        connection,
                        row -> row.getString("id") + " " + row.getString("api_key") + " "
                                + row.getString("secret_hash"),
                        "SELECT * FROM key_session"));

        assertEquals(1, rows.size());
        assertTrue(rows.getFirst().startsWith(Fingerprint.of(second.secret()).hex()));
        assertTrue(rows.stream().noneMatch(row -> row.contains(second.secret()) || row.contains(session.secret())));
    }

    @Test
    void notesWhoCameAndWentAndLetsNobodyInUnnoted() {
        TestMandates.Notes notes = new TestMandates.Notes();
        Sessions.Begun session = sessions.begin(key.secret(), LIFE, notes.mandate());
        sessions.finish(session.secret(), notes.mandate());
        sessions.finish(session.secret(), notes.mandate());

        Instant end = session.expiresAt();
        String id = key.key().id();
        assertEquals(
                List.of("session.begin " + id + " expires_at=" + end, "session.end " + id + " expires_at=" + end),
                notes.seen);
        assertEquals("Begun[…, expiresAt=" + end + "]", session.toString());
    }
}
