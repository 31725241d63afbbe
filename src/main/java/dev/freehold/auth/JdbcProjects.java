package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;

/** Projects in the database. */
@ApplicationScoped
class JdbcProjects implements Projects {
    private final Database database;
    private final Standings standings;

    JdbcProjects(Database database, Standings standings) {
        this.database = database;
        this.standings = standings;
    }

    @Override
    public Project create(String tenant, NewUnit wish, Mandate mandate) {
        Project made = database.inTransaction(connection -> create(connection, tenant, wish, mandate));
        standings.changed();
        return made;
    }

    private static Project create(Connection connection, String tenant, NewUnit wish, Mandate mandate)
            throws SQLException {
        Instant now = JdbcTenants.now();
        Tenant owner = JdbcTenants.require(connection, mandate.reach(), tenant);
        mandate.requireKeeper(owner.keeper(), "The tenant '%s'".formatted(tenant));
        if (mandate.request().isPresent()) {
            Repeats.claim(connection, mandate.request().get(), wish.id(), now);
        }
        Project project = new Project(tenant, wish.id(), wish.name(), mandate.keeper(), now, null);
        if (!ProjectRows.insert(connection, project)) {
            throw new Fault(FaultCode.CONFLICT, "There is a project '%s' already.".formatted(wish.id())).about("id");
        }
        mandate.witness().note("project.create", tenant + "/" + wish.id(), "name=" + wish.name());
        return project;
    }

    /** For a key that names a project which is not there yet; in the transaction that makes the key. */
    static void ensure(Connection connection, String tenant, String id, Mandate mandate) throws SQLException {
        JdbcTenants.require(connection, mandate.reach(), tenant);
        if (ProjectRows.find(connection, tenant, id).isEmpty()) {
            create(connection, tenant, new NewUnit(id, id), mandate.withoutRequest());
        }
    }

    @Override
    public Page<Project> list(Reach reach, String tenant, Page.Wish wish) {
        return database.read(connection -> {
            JdbcTenants.require(connection, reach, tenant);
            return Page.of(
                    ProjectRows.list(connection, tenant, wish.cursor().orElse(""), wish.limit() + 1),
                    wish.limit(),
                    Project::id);
        });
    }

    @Override
    public Optional<Project> find(Reach reach, String tenant, String id) {
        return reach.covers(tenant)
                ? database.read(connection -> ProjectRows.find(connection, tenant, id))
                : Optional.empty();
    }

    @Override
    public Project change(String tenant, String id, UnitChange change, Mandate mandate) {
        Project changed = database.inTransaction(connection -> change(connection, tenant, id, change, mandate));
        standings.changed();
        return changed;
    }

    private static Project change(Connection connection, String tenant, String id, UnitChange change, Mandate mandate)
            throws SQLException {
        JdbcTenants.require(connection, mandate.reach(), tenant);
        Project project = require(connection, tenant, id);
        mandate.requireKeeper(project.keeper(), "The project '%s'".formatted(id));
        if (change.name().isPresent()) {
            ProjectRows.rename(connection, project, change.name().get());
        }
        if (change.suspended().isPresent()) {
            ProjectRows.suspend(connection, project, change.suspended().get() ? JdbcTenants.now() : null);
        }
        mandate.witness().note("project.change", tenant + "/" + id, change.words());
        return require(connection, tenant, id);
    }

    private static Project require(Connection connection, String tenant, String id) throws SQLException {
        return ProjectRows.find(connection, tenant, id)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such project."));
    }
}
