package dev.freehold.auth;

import dev.freehold.core.Role;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** What the contract says of keys, kept in PostgreSQL. */
class SharedApiKeysTest extends ApiKeysContract {
    private Database database;

    @BeforeAll
    static void needPostgresql() {
        PostgresServer.newDatabase();
    }

    @BeforeEach
    @Override
    void openKeys() {
        database = PostgresServer.open();
        super.openKeys();
    }

    @Override
    ApiKeys open(SettableClock time) {
        new RootTenant(database, "acme").open();
        new RootTenant(database, "other").open();
        return new JdbcApiKeys(database, LIFE, new Standings(database, time), time);
    }

    @Override
    void weaken(String id, Role... left) {
        String roles = Stream.of(left).map(Role::wireName).collect(Collectors.joining(" "));
        database.inTransaction(
                connection -> Sql.change(connection, "UPDATE api_key SET roles = ? WHERE id = ?", roles, id));
    }
}
