package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

/** Keys in the database; a key that was just seen is remembered for some seconds, so that a busy caller costs no look-ups. */
@ApplicationScoped
class JdbcApiKeys implements ApiKeys, FirstKey {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Database database;
    private final Duration defaultExpiry;
    private final InstantSource clock;
    private final SecureRandom random = new SecureRandom();
    private final Verdicts verdicts;

    @Inject
    JdbcApiKeys(Database database, AuthConfig config) {
        this(database, config.keys().defaultExpiry(), InstantSource.system());
    }

    JdbcApiKeys(Database database, Duration defaultExpiry, InstantSource clock) {
        this.database = database;
        this.defaultExpiry = defaultExpiry;
        this.clock = clock;
        this.verdicts = new Verdicts(REMEMBERED, clock);
    }

    @Override
    public IssuedKey issue(NewKey wish, Caller creator) {
        KeyGrant.check(wish, creator);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        Instant expiry = wish.expiresAt() == null ? now.plus(defaultExpiry) : wish.expiresAt();
        if (!expiry.isAfter(now)) {
            throw Fault.invalid("expires_at", "expires_at must lie in the future; it is now " + now);
        }
        ApiKeyFormat.Parts parts = ApiKeyFormat.mint(random);
        ApiKey key = new ApiKey(
                parts.id(),
                wish.name(),
                creator.tenant(),
                wish.project(),
                wish.roles(),
                wish.models(),
                creator.id(),
                now,
                expiry.truncatedTo(ChronoUnit.MILLIS),
                null);
        JdbcApiKeyRows.Row row = new JdbcApiKeyRows.Row(key, Fingerprint.of(parts.secret()));
        database.inTransaction(connection -> {
            JdbcApiKeyRows.insert(connection, row);
            return row;
        });
        return new IssuedKey(key, ApiKeyFormat.write(parts));
    }

    @Override
    public Optional<Caller> remembered(String presented) {
        return verdicts.of(Fingerprint.of(presented));
    }

    @Override
    public Caller verify(String presented) {
        ApiKeyFormat.Parts parts = ApiKeyFormat.read(presented)
                .orElseThrow(() -> Refusal.of("This is not an API key of this gateway: a key looks like "
                        + "fh_live_… and ends in a checksum. Was it copied in full?"));
        Fingerprint whole = Fingerprint.of(presented);
        return verdicts.of(whole).orElseGet(() -> lookUp(parts, whole));
    }

    private Caller lookUp(ApiKeyFormat.Parts parts, Fingerprint whole) {
        long epoch = verdicts.epoch();
        ApiKey key = database.read(connection -> JdbcApiKeyRows.find(connection, parts.id()))
                .filter(row -> row.secret().matches(Fingerprint.of(parts.secret())))
                .map(JdbcApiKeyRows.Row::key)
                .orElseThrow(() -> Refusal.of("This API key is not known here."));
        if (key.revokedAt() != null) {
            throw Refusal.of("This API key was revoked.");
        }
        Instant expiry = key.expiry().orElse(Instant.MAX);
        if (!clock.instant().isBefore(expiry)) {
            throw Refusal.of("This API key expired at " + expiry + ".");
        }
        verdicts.remember(whole, key.caller(), expiry, epoch);
        return key.caller();
    }

    @Override
    public List<ApiKey> list(String tenant) {
        return database.read(connection -> JdbcApiKeyRows.list(connection, tenant)).stream()
                .map(JdbcApiKeyRows.Row::key)
                .toList();
    }

    @Override
    public Optional<ApiKey> find(String tenant, String id) {
        return database.read(connection -> JdbcApiKeyRows.find(connection, id))
                .map(JdbcApiKeyRows.Row::key)
                .filter(key -> key.tenant().equals(tenant));
    }

    @Override
    public ApiKey revoke(String tenant, String id) {
        database.inTransaction(connection -> {
            JdbcApiKeyRows.revoke(connection, tenant, id, clock.instant());
            return id;
        });
        verdicts.forgetAll();
        return find(tenant, id).orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "there is no key with this id"));
    }

    @Override
    public boolean isMissing() {
        return database.read(JdbcApiKeyRows::isEmpty);
    }

    @Override
    public boolean store(ApiKey key, Fingerprint secret) {
        return database.inTransaction(connection -> {
            boolean first = JdbcApiKeyRows.isEmpty(connection);
            if (first) {
                JdbcApiKeyRows.insert(connection, new JdbcApiKeyRows.Row(key, secret));
            }
            return first;
        });
    }
}
