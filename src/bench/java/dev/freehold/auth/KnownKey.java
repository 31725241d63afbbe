package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Role;
import dev.freehold.store.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** A key of an embedded deployment, which is asked again and again who holds it. */
public final class KnownKey {
    private final ApiKeys keys;
    private final String secret;

    public KnownKey(Database database) {
        String tenant = "default";
        new RootTenant(database, tenant).open();
        InstantSource clock = InstantSource.system();
        keys = new JdbcApiKeys(
                database, new KeyLife(Duration.ofDays(90), Duration.ofDays(1)), new Standings(database, clock), clock);
        Caller creator = new Caller(
                "key:bench00000", Caller.Credential.API_KEY, tenant, "default", EnumSet.allOf(Role.class), Set.of());
        NewKey wish = new NewKey(
                "bench", Optional.empty(), "default", Set.of(Role.INFERENCE), Set.of(), Networks.ANYWHERE, null);
        secret = keys.issue(
                        wish,
                        creator,
                        limits -> {},
                        new Mandate(Reach.EVERYTHING, Keeper.API, Optional.empty(), (action, target, change) -> {}))
                .secret();
    }

    public Caller holder() {
        return keys.verify(secret).caller();
    }
}
