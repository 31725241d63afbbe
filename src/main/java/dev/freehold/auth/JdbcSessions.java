package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** Sessions in the database, so that every replica knows them. One that was just seen is remembered for five seconds. */
@ApplicationScoped
class JdbcSessions implements Sessions {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);
    private static final int SECRET_BYTES = 32;

    private final Database database;
    private final InstantSource clock;
    private final Verdicts<Fingerprint, KeySession> known;
    private final SecureRandom random = new SecureRandom();

    @Inject
    JdbcSessions(Database database) {
        this(database, InstantSource.system());
    }

    JdbcSessions(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.known = new Verdicts<>(REMEMBERED, clock);
    }

    @Override
    public Begun begin(String apiKey, Duration life, Mandate mandate) {
        KeyProof key = ApiKeyFormat.read(apiKey)
                .map(KeyProof::of)
                .orElseThrow(() -> Fault.invalid("Authorization", "A session is begun with an API key, not a token."));
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Begun begun = new Begun(secret(), now.plus(life));
        database.inTransaction(connection -> {
            Sql.change(connection, "DELETE FROM key_session WHERE expires_at <= ?", now.toEpochMilli());
            Sql.change(
                    connection,
                    "INSERT INTO key_session (id, api_key, secret_hash, expires_at) VALUES (?, ?, ?, ?)",
                    Fingerprint.of(begun.secret()).hex(),
                    key.id(),
                    key.secret().hex(),
                    begun.expiresAt().toEpochMilli());
            mandate.witness().note("session.begin", key.id(), "expires_at=" + begun.expiresAt());
            return begun;
        });
        return begun;
    }

    @Override
    public Instant end(String presented) {
        return require(presented).expiresAt();
    }

    @Override
    public void finish(String presented, Mandate mandate) {
        Fingerprint id = Fingerprint.of(presented);
        database.inTransaction(connection -> {
            for (KeySession session : find(connection, id)) {
                Sql.change(connection, "DELETE FROM key_session WHERE id = ?", id.hex());
                mandate.witness().note("session.end", session.key().id(), "expires_at=" + session.expiresAt());
            }
            return id;
        });
        known.forgetAll();
    }

    /** The session if it is known without waiting for the database. */
    Optional<KeySession> remembered(String presented) {
        return known.of(Fingerprint.of(presented));
    }

    /** The session, or a {@link Fault} {@code UNAUTHENTICATED} when it is over. */
    KeySession require(String presented) {
        Fingerprint id = Fingerprint.of(presented);
        return known.of(id).orElseGet(() -> lookUp(id));
    }

    private KeySession lookUp(Fingerprint id) {
        long epoch = known.epoch();
        KeySession found = database.read(connection -> find(connection, id)).stream()
                .filter(session -> clock.instant().isBefore(session.expiresAt()))
                .findFirst()
                .orElseThrow(() -> Refusal.of("This session is over; sign in again."));
        known.remember(id, found, found.expiresAt(), epoch);
        return found;
    }

    private static List<KeySession> find(Connection connection, Fingerprint id) throws SQLException {
        return Sql.rows(
                connection,
                row -> new KeySession(
                        new KeyProof(row.getString("api_key"), new Fingerprint(row.getString("secret_hash"))),
                        Instant.ofEpochMilli(row.getLong("expires_at"))),
                "SELECT api_key, secret_hash, expires_at FROM key_session WHERE id = ?",
                id.hex());
    }

    private String secret() {
        byte[] secret = new byte[SECRET_BYTES];
        random.nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}
