package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/** Tenants in the database. */
@ApplicationScoped
class JdbcTenants implements Tenants {
    private final Database database;
    private final RootTenant root;
    private final Standings standings;

    JdbcTenants(Database database, RootTenant root, Standings standings) {
        this.database = database;
        this.root = root;
        this.standings = standings;
    }

    @Override
    public Tenant create(NewUnit wish, Mandate mandate) {
        mandate.requireEverything();
        Instant now = now();
        Tenant tenant = new Tenant(wish.id(), wish.name(), mandate.keeper(), now, null);
        database.inTransaction(connection -> {
            if (mandate.request().isPresent()) {
                Repeats.claim(connection, mandate.request().get(), tenant.id(), now);
            }
            if (!TenantRows.insert(connection, tenant)) {
                throw new Fault(FaultCode.CONFLICT, "There is a tenant '%s' already.".formatted(tenant.id()))
                        .about("id");
            }
            ProjectRows.insert(
                    connection,
                    new Project(tenant.id(), Project.DEFAULT, Project.DEFAULT, mandate.keeper(), now, null));
            mandate.witness().note("tenant.create", tenant.id(), "name=" + tenant.name());
            return tenant;
        });
        standings.changed();
        return tenant;
    }

    @Override
    public Page<Tenant> list(Reach reach, Page.Wish wish) {
        return Page.of(
                database.read(connection ->
                        TenantRows.list(connection, reach, wish.cursor().orElse(""), wish.limit() + 1)),
                wish.limit(),
                Tenant::id);
    }

    @Override
    public Optional<Tenant> find(Reach reach, String id) {
        return reach.covers(id) ? database.read(connection -> TenantRows.find(connection, id)) : Optional.empty();
    }

    @Override
    public Tenant change(String id, UnitChange change, Mandate mandate) {
        Tenant changed = database.inTransaction(connection -> change(connection, id, change, mandate));
        standings.changed();
        return changed;
    }

    private Tenant change(Connection connection, String id, UnitChange change, Mandate mandate) throws SQLException {
        Tenant tenant = require(connection, mandate.reach(), id);
        mandate.requireEverything();
        mandate.requireKeeper(tenant.keeper(), "The tenant '%s'".formatted(id));
        if (id.equals(root.id()) && change.suspended().orElse(false)) {
            throw new Fault(FaultCode.CONFLICT, "The root organisation cannot be suspended.").about("suspended");
        }
        if (change.name().isPresent()) {
            TenantRows.rename(connection, id, change.name().get());
        }
        if (change.suspended().isPresent()) {
            TenantRows.suspend(connection, id, change.suspended().get() ? now() : null);
        }
        mandate.witness().note("tenant.change", id, change.words());
        return require(connection, mandate.reach(), id);
    }

    static Tenant require(Connection connection, Reach reach, String id) throws SQLException {
        return (reach.covers(id) ? TenantRows.find(connection, id) : Optional.<Tenant>empty())
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such tenant."));
    }

    static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }
}
