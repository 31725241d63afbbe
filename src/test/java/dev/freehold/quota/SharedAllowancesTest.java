package dev.freehold.quota;

import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;

/** What the contract says of allowances, kept in PostgreSQL. */
class SharedAllowancesTest extends AllowancesContract {
    private Database database;

    @BeforeEach
    void open() {
        database = PostgresServer.open();
    }

    @Override
    Allowances allowances() {
        return new SharedAllowances(
                database, new Allowance.Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 60))));
    }
}
