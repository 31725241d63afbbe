package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The keys that made a key. Each time a key is looked up it is cut down to what every one of them has at that moment; when one
 * was disowned, the key is worth nothing. That a maker has expired, or was revoked by itself, takes nothing from what it made.
 */
final class KeyLineage {
    /** So that a look-up stays cheap. */
    static final int MOST_MAKERS = 16;

    private KeyLineage() {}

    /** What the key is worth now, or a {@link Fault} {@code UNAUTHENTICATED} when that is nothing. */
    static Caller worth(Connection connection, ApiKey key) throws SQLException {
        Caller worth = key.caller();
        int makers = 0;
        for (Optional<String> id = key.makingKey(); id.isPresent(); ) {
            ApiKeyRows.Row maker = ApiKeyRows.find(connection, id.get()).orElseThrow(KeyLineage::orphaned);
            if (maker.isDisowned() || ++makers > MOST_MAKERS) {
                throw orphaned();
            }
            worth = within(worth, maker.key());
            id = maker.key().makingKey();
        }
        return worth;
    }

    /**
     * Checks that somebody may make a key now.
     *
     * @return from where they may come themselves
     */
    static Networks requireAble(Connection connection, Caller creator) throws SQLException {
        Optional<String> id = ApiKey.keyId(creator.id());
        if (id.isEmpty()) {
            return Networks.ANYWHERE;
        }
        ApiKey maker = ApiKeyRows.find(connection, id.get())
                .map(ApiKeyRows.Row::key)
                .filter(key -> key.revokedAt() == null)
                .orElseThrow(() -> Refusal.of("This API key was revoked."));
        worth(connection, maker);
        if (makers(connection, maker) > MOST_MAKERS) {
            throw new Fault(
                    FaultCode.FORBIDDEN, "Keys can make keys %d times in a row at most.".formatted(MOST_MAKERS));
        }
        return maker.networks();
    }

    private static int makers(Connection connection, ApiKey key) throws SQLException {
        int makers = 1;
        for (Optional<String> id = key.makingKey(); id.isPresent(); makers++) {
            id = ApiKeyRows.find(connection, id.get())
                    .orElseThrow(KeyLineage::orphaned)
                    .key()
                    .makingKey();
        }
        return makers;
    }

    private static Caller within(Caller key, ApiKey maker) {
        Set<Role> roles = new HashSet<>(key.roles());
        roles.retainAll(maker.roles());
        Set<String> models = new HashSet<>(key.models().isEmpty() ? maker.models() : key.models());
        if (!maker.models().isEmpty()) {
            models.retainAll(maker.models());
            if (models.isEmpty()) {
                throw orphaned();
            }
        }
        return new Caller(key.id(), key.credential(), key.tenant(), key.project(), roles, models);
    }

    private static Fault orphaned() {
        return Refusal.of("This API key was revoked together with the key that made it.");
    }
}
