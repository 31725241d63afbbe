package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * The organisation that runs this deployment: its administrators look after every tenant, its auditors read the whole log. Whoever
 * belongs to another tenant sees that tenant and nothing else.
 */
@ApplicationScoped
public class RootTenant {
    private final Database database;
    private final String id;

    @Inject
    RootTenant(Database database, AuthConfig config) {
        this(database, config.rootTenant());
    }

    RootTenant(Database database, String id) {
        this.database = database;
        this.id = Names.id("freehold.auth.root-tenant", id);
    }

    public String id() {
        return id;
    }

    /** How far the caller's roles reach. */
    public Reach reach(Caller caller) {
        return caller.tenant().equals(id) ? Reach.EVERYTHING : new Reach(Optional.of(caller.tenant()));
    }

    /** Makes it, with its project {@code default}, when it is not there; to be called before the first request. */
    public void open() {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        database.inTransaction(connection -> {
            TenantRows.insert(connection, new Tenant(id, id, Keeper.API, now, null));
            ProjectRows.insert(connection, new Project(id, Project.DEFAULT, Project.DEFAULT, Keeper.API, now, null));
            return id;
        });
    }
}
