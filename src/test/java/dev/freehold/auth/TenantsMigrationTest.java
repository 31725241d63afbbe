package dev.freehold.auth;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** Whoever had a key before there were tenants is let in as before. */
class TenantsMigrationTest {
    private static final String SECRET = "s".repeat(43);

    @TempDir
    Path folder;

    @Test
    void theTenantsAndProjectsThatKeysNameAreThere() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("freehold.db"));
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .target("2")
                .load()
                .migrate();
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    key("first00000", "acme", "web", 2000),
                    key("second0000", "acme", "web", 1000),
                    key("third00000", "other", "default", 3000))) {
                statement.execute(sql);
            }
        }

        Database database = SqliteDatabase.in(folder);
        SettableClock clock = new SettableClock();
        Standings standings = new Standings(database, clock);
        JdbcApiKeys keys = new JdbcApiKeys(database, ApiKeysContract.LIFE, standings, clock);
        Tenants tenants = new JdbcTenants(database, new RootTenant(database, "default"), standings);
        Projects projects = new JdbcProjects(database, standings);

        assertEquals(
                1000,
                tenants.find(Reach.EVERYTHING, "acme").orElseThrow().createdAt().toEpochMilli());
        assertEquals(
                Keeper.API,
                tenants.find(Reach.EVERYTHING, "other").orElseThrow().keeper());
        assertEquals(
                List.of("default", "web"),
                projects.list(Reach.EVERYTHING, "acme", new Page.Wish(10, Optional.empty())).items().stream()
                        .map(Project::id)
                        .toList());
        for (String id : List.of("first00000", "second0000", "third00000")) {
            Identified known = keys.verify(ApiKeyFormat.write(new ApiKeyFormat.Parts(id, SECRET)));
            assertEquals("key:" + id, standings.admit(known.from("192.0.2.1")).id());
        }
    }

    private static String key(String id, String tenant, String project, long createdAt) {
        return "INSERT INTO api_key (id, secret_hash, name, tenant, project, roles, models, created_by, created_at)"
                + " VALUES ('%s', '%s', 'n', '%s', '%s', 'inference', '', 'bootstrap', %d)"
                        .formatted(id, Fingerprint.of(SECRET).hex(), tenant, project, createdAt);
    }
}
