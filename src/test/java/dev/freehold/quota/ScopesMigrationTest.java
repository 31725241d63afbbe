package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.quota.Allowance.Limited;
import dev.freehold.quota.Allowance.Unlimited;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import dev.freehold.store.Database;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.sqlite.SQLiteDataSource;

/** The limits of 0.1 are still there, on the callers that they were made for. */
class ScopesMigrationTest {
    @TempDir
    Path folder;

    @Test
    void keysKeepTheirLimits() throws Exception {
        SQLiteDataSource source = new SQLiteDataSource();
        source.setUrl("jdbc:sqlite:" + folder.resolve("freehold.db"));
        migrate(source, "2");
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            for (String sql : List.of(
                    key("limited", "acme"),
                    key("free", "other"),
                    "INSERT INTO allowance VALUES ('key:limited', FALSE), ('key:free', TRUE), ('key:neverStored', TRUE)",
                    "INSERT INTO allowance_limit VALUES ('key:limited', 'requests', 'minute', 60)")) {
                statement.execute(sql);
            }
        }

        migrate(source, "latest");

        Limited defaults = new Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 1)));
        Allowances allowances = new JdbcAllowances(new Database(source, Database.Engine.SQLITE), defaults);
        assertEquals(
                Optional.of(new Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 60)))),
                allowances.of(Scope.caller("acme", "key:limited")));
        assertEquals(Optional.of(new Unlimited()), allowances.of(Scope.caller("other", "key:free")));
        assertEquals(Optional.empty(), allowances.of(Scope.caller("default", "key:neverStored")));
    }

    private static String key(String id, String tenant) {
        return "INSERT INTO api_key (id, secret_hash, name, tenant, project, roles, models, created_by, created_at)"
                + " VALUES ('%s', '', '', '%s', 'default', '', '', '', 0)".formatted(id, tenant);
    }

    private static void migrate(SQLiteDataSource source, String target) {
        Flyway.configure()
                .dataSource(source)
                .locations("classpath:db/migration")
                .target(target)
                .load()
                .migrate();
    }
}
