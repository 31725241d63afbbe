package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Keys in the database. */
@ApplicationScoped
class JdbcApiKeys implements ApiKeys, FirstKey {
    private final Database database;
    private final KeyLife life;
    private final InstantSource clock;
    private final Standings standings;
    private final KeyVerifier verifier;
    private final SecureRandom random = new SecureRandom();

    @Inject
    JdbcApiKeys(Database database, AuthConfig config, Standings standings) {
        this(database, config.keys().life(), standings, InstantSource.system());
    }

    JdbcApiKeys(Database database, KeyLife life, Standings standings, InstantSource clock) {
        this.database = database;
        this.life = life;
        this.clock = clock;
        this.standings = standings;
        this.verifier = new KeyVerifier(database, clock);
    }

    @Override
    public IssuedKey issue(NewKey wish, Caller creator, Consumer<Caller> limits, Mandate mandate) {
        Instant now = now();
        Instant expiry = life.expiry(wish.expiresAt(), now);
        String tenant = wish.tenant().orElse(creator.tenant());
        ApiKeyFormat.Parts parts = ApiKeyFormat.mint(random);
        ApiKey key = ApiKey.fresh(parts.id(), tenant, wish, creator.id(), now, expiry);
        database.read(connection -> check(connection, KeyGrant.of(wish), creator, mandate, tenant));
        limits.accept(key.caller());
        database.inTransaction(connection -> {
            check(connection, KeyGrant.of(wish), creator, mandate, tenant);
            JdbcProjects.ensure(connection, tenant, wish.project(), mandate);
            claim(connection, mandate, key.id(), now);
            ApiKeyRows.insert(connection, key, Fingerprint.of(parts.secret()));
            mandate.witness()
                    .note(
                            "key.create",
                            key.id(),
                            "tenant=%s project=%s %s expires_at=%s"
                                    .formatted(tenant, wish.project(), wish.words(), expiry));
            return key;
        });
        standings.changed();
        verifier.forget();
        return new IssuedKey(key, ApiKeyFormat.write(parts));
    }

    /** Once before anything is prepared, and again in the transaction, where nobody can be revoked in between. */
    private static Tenant check(Connection connection, KeyGrant grant, Caller creator, Mandate mandate, String tenant)
            throws SQLException {
        grant.requireWithin(creator, KeyLineage.requireAble(connection, creator));
        return JdbcTenants.require(connection, mandate.reach(), tenant);
    }

    private static void claim(Connection connection, Mandate mandate, String target, Instant now) throws SQLException {
        if (mandate.request().isPresent()) {
            Repeats.claim(connection, mandate.request().get(), target, now);
        }
    }

    @Override
    public IssuedKey rotate(String id, Rotation wish, Caller rotator, Mandate mandate) {
        ApiKeyFormat.Parts parts =
                new ApiKeyFormat.Parts(id, ApiKeyFormat.mint(random).secret());
        ApiKey rotated = database.inTransaction(connection -> {
            ApiKeyRows.Row before = require(connection, mandate.reach(), id);
            KeyGrant.of(before.key()).requireWithin(rotator, KeyLineage.requireAble(connection, rotator));
            Instant now = now();
            ApiKey after = rotated(before.key(), wish, now);
            claim(connection, mandate, id, now);
            KeySecrets secrets = new KeySecrets(
                    Fingerprint.of(parts.secret()),
                    Optional.of(before.secrets().present()).filter(present -> after.previousEndsAt() != null));
            if (!ApiKeyRows.rotate(connection, before, after, secrets)) {
                throw new Fault(FaultCode.CONFLICT, "This key is being rotated by somebody else.");
            }
            mandate.witness()
                    .note(
                            "key.rotate",
                            id,
                            "previous_ends_at=%s expires_at=%s".formatted(after.previousEndsAt(), after.expiresAt()));
            return after;
        });
        verifier.forget();
        return new IssuedKey(rotated, ApiKeyFormat.write(parts));
    }

    private ApiKey rotated(ApiKey key, Rotation wish, Instant now) {
        if (key.revokedAt() != null || !now.isBefore(key.expiry().orElse(Instant.MAX))) {
            throw new Fault(FaultCode.CONFLICT, "This key is revoked or expired; make a new one.");
        }
        boolean isEternal = key.expiresAt() == null && wish.expiresAt() == null;
        Instant ends = now.plus(wish.overlap().orElse(life.overlap()));
        Instant expiry = key.expiry().orElse(Instant.MAX);
        return new ApiKey(
                key.id(),
                key.name(),
                key.tenant(),
                key.project(),
                key.roles(),
                key.models(),
                key.networks(),
                key.createdBy(),
                key.createdAt(),
                isEternal ? null : life.expiry(wish.expiresAt(), now),
                null,
                now,
                later(now, ends.isBefore(expiry) ? ends : expiry));
    }

    private static @Nullable Instant later(Instant now, Instant ends) {
        return ends.isAfter(now) ? ends : null;
    }

    @Override
    public Optional<Identified> remembered(String presented) {
        return verifier.remembered(presented);
    }

    @Override
    public Identified verify(String presented) {
        return verifier.verify(presented);
    }

    /** The answer of {@link #verify(KeyProof)} when it can be given at once. */
    Optional<Identified> remembered(KeyProof proof) {
        return verifier.remembered(proof);
    }

    /** Who has presented this key? As {@link #verify(String)}, for a secret that is not at hand any more. */
    Identified verify(KeyProof proof) {
        return verifier.verify(proof);
    }

    @Override
    public Page<ApiKey> list(KeyFilter filter, Page.Wish wish) {
        KeyPlace after = KeyPlace.read(wish.cursor());
        return Page.of(
                database.read(connection -> ApiKeyRows.list(connection, filter, after, wish.limit() + 1)).stream()
                        .map(ApiKeyRows.Row::key)
                        .toList(),
                wish.limit(),
                key -> KeyPlace.of(key).cursor());
    }

    @Override
    public Optional<ApiKey> find(Reach reach, String id) {
        return database.read(connection -> ApiKeyRows.find(connection, id))
                .map(ApiKeyRows.Row::key)
                .filter(key -> reach.covers(key.tenant()));
    }

    @Override
    public ApiKey revoke(String id, boolean withThoseItMade, Mandate mandate) {
        ApiKey revoked = database.inTransaction(connection -> {
            require(connection, mandate.reach(), id);
            ApiKeyRows.revoke(connection, id, now());
            if (withThoseItMade) {
                ApiKeyRows.disown(connection, id, now());
            }
            mandate.witness().note("key.revoke", id, "with_those_it_made=" + withThoseItMade);
            return require(connection, mandate.reach(), id).key();
        });
        verifier.forget();
        return revoked;
    }

    private static ApiKeyRows.Row require(Connection connection, Reach reach, String id) throws SQLException {
        return ApiKeyRows.find(connection, id)
                .filter(row -> reach.covers(row.key().tenant()))
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such key."));
    }

    @Override
    public boolean isMissing() {
        return database.read(ApiKeyRows::isEmpty);
    }

    @Override
    public boolean store(ApiKey key, Fingerprint secret) {
        boolean stored = database.inTurn("first key", connection -> {
            boolean first = ApiKeyRows.isEmpty(connection);
            if (first) {
                ApiKeyRows.insert(connection, key, secret);
            }
            return first;
        });
        verifier.forget();
        return stored;
    }

    private Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }
}
