package dev.freehold.auth;

import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Tenants and projects as a file declares them. One that is there already is taken over; one that is declared no more is suspended
 * and given back to the API.
 */
@ApplicationScoped
public class DeclaredTenants {

    /** A tenant with its projects, or a project without any. */
    public record Declared(String id, String name, boolean suspended, List<Declared> projects) {}

    private final Database database;
    private final RootTenant root;
    private final Standings standings;

    DeclaredTenants(Database database, RootTenant root, Standings standings) {
        this.database = database;
        this.root = root;
        this.standings = standings;
    }

    /** All of it or nothing; only what differs is changed and noted. */
    public void apply(List<Declared> tenants, Witness witness) {
        database.inTransaction(connection -> {
            for (Declared tenant : tenants) {
                keep(connection, tenant, witness);
            }
            letGo(connection, tenants, witness);
            return tenants;
        });
        standings.changed();
    }

    private static void keep(Connection connection, Declared wanted, Witness witness) throws SQLException {
        String id = wanted.id();
        Optional<Tenant> found = TenantRows.find(connection, id);
        if (found.isEmpty()) {
            TenantRows.insert(connection, new Tenant(id, wanted.name(), Keeper.FILE, JdbcTenants.now(), null));
            witness.note("tenant.create", id, "name=" + wanted.name());
        }
        Tenant tenant = TenantRows.find(connection, id).orElseThrow();
        if (tenant.keeper() != Keeper.FILE) {
            TenantRows.hand(connection, id, Keeper.FILE);
            witness.note("tenant.change", id, "managed_by=file");
        }
        if (!tenant.name().equals(wanted.name())) {
            TenantRows.rename(connection, id, wanted.name());
            witness.note("tenant.change", id, "name=" + wanted.name());
        }
        if (tenant.suspension().isPresent() != wanted.suspended()) {
            TenantRows.suspend(connection, id, wanted.suspended() ? JdbcTenants.now() : null);
            witness.note("tenant.change", id, "suspended=" + wanted.suspended());
        }
        for (Declared project : projects(wanted)) {
            keep(connection, id, project, witness);
        }
    }

    /** Every tenant has the project {@code default}. */
    private static List<Declared> projects(Declared tenant) {
        List<Declared> projects = new ArrayList<>(tenant.projects());
        if (projects.stream().noneMatch(project -> project.id().equals(Project.DEFAULT))) {
            projects.add(new Declared(Project.DEFAULT, Project.DEFAULT, false, List.of()));
        }
        return projects;
    }

    private static void keep(Connection connection, String tenant, Declared wanted, Witness witness)
            throws SQLException {
        String target = tenant + "/" + wanted.id();
        if (ProjectRows.insert(
                connection, new Project(tenant, wanted.id(), wanted.name(), Keeper.FILE, JdbcTenants.now(), null))) {
            witness.note("project.create", target, "name=" + wanted.name());
        }
        Project project = ProjectRows.find(connection, tenant, wanted.id()).orElseThrow();
        if (project.keeper() != Keeper.FILE) {
            ProjectRows.hand(connection, project, Keeper.FILE);
            witness.note("project.change", target, "managed_by=file");
        }
        if (!project.name().equals(wanted.name())) {
            ProjectRows.rename(connection, project, wanted.name());
            witness.note("project.change", target, "name=" + wanted.name());
        }
        if (project.suspension().isPresent() != wanted.suspended()) {
            ProjectRows.suspend(connection, project, wanted.suspended() ? JdbcTenants.now() : null);
            witness.note("project.change", target, "suspended=" + wanted.suspended());
        }
    }

    private void letGo(Connection connection, List<Declared> wanted, Witness witness) throws SQLException {
        Set<String> tenants = wanted.stream().map(Declared::id).collect(Collectors.toSet());
        Set<String> projects = wanted.stream()
                .flatMap(tenant -> projects(tenant).stream().map(project -> tenant.id() + "/" + project.id()))
                .collect(Collectors.toSet());
        for (Project project : ProjectRows.keptBy(connection, Keeper.FILE)) {
            String target = project.tenant() + "/" + project.id();
            if (!projects.contains(target)) {
                ProjectRows.hand(connection, project, Keeper.API);
                if (tenants.contains(project.tenant())) {
                    ProjectRows.suspend(connection, project, JdbcTenants.now());
                    witness.note("project.change", target, "managed_by=api suspended=true");
                }
            }
        }
        for (Tenant tenant : TenantRows.keptBy(connection, Keeper.FILE)) {
            if (!tenants.contains(tenant.id())) {
                letGo(connection, tenant, witness);
            }
        }
    }

    private void letGo(Connection connection, Tenant tenant, Witness witness) throws SQLException {
        boolean isRoot = tenant.id().equals(root.id());
        TenantRows.hand(connection, tenant.id(), Keeper.API);
        if (!isRoot) {
            TenantRows.suspend(connection, tenant.id(), JdbcTenants.now());
        }
        witness.note("tenant.change", tenant.id(), isRoot ? "managed_by=api" : "managed_by=api suspended=true");
    }
}
