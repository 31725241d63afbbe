package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.quota.Allowance.Limited;
import dev.freehold.quota.Allowance.Unlimited;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import java.sql.PreparedStatement;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JdbcAllowancesTest extends AllowancesContract {
    private static final Limited DEFAULTS = new Limited(List.of(new Limit(Dimension.REQUESTS, Window.MINUTE, 60)));

    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.in(folder);
    }

    @Override
    Allowances allowances() {
        return new JdbcAllowances(database, DEFAULTS);
    }

    @Test
    void anotherProcessFindsWhatThisOneDefined() {
        Limited limits = new Limited(List.of(
                new Limit(Dimension.REQUESTS, Window.MINUTE, 60), new Limit(Dimension.TOTAL_TOKENS, Window.MONTH, 9)));
        allowances().define(Scope.caller("acme", "key:limited"), new Unlimited());
        allowances().define(Scope.caller("acme", "key:limited"), limits);
        allowances().define(Scope.caller("acme", "key:free"), limits);
        allowances().define(Scope.caller("acme", "key:free"), new Unlimited());

        Limited found =
                (Limited) allowances().of(Scope.caller("acme", "key:limited")).orElseThrow();
        assertEquals(Set.copyOf(limits.limits()), new HashSet<>(found.limits()));
        assertEquals(Optional.of(new Unlimited()), allowances().of(Scope.caller("acme", "key:free")));
    }

    @Test
    void onlyCallersWithATokenHaveDefaults() {
        Allowances allowances = allowances();

        assertEquals(Optional.of(DEFAULTS), allowances.of(Scope.caller("acme", "jwt:https://issuer#subject")));
        assertEquals(Optional.empty(), allowances.of(Scope.caller("acme", "key:jwt:")));
        allowances.define(Scope.caller("acme", "jwt:https://issuer#subject"), new Unlimited());
        assertEquals(Optional.of(new Unlimited()), allowances.of(Scope.caller("acme", "jwt:https://issuer#subject")));
    }

    @Test
    void refusesToDefineOneThingTwiceAndKeepsWhatWasThere() {
        Allowances allowances = allowances();
        allowances.define(Scope.caller("acme", "key:a"), DEFAULTS);

        Fault fault = assertThrows(
                Fault.class,
                () -> allowances.define(
                        Scope.caller("acme", "key:a"),
                        new Limited(List.of(
                                new Limit(Dimension.CONCURRENCY, Window.MINUTE, 4),
                                new Limit(Dimension.CONCURRENCY, Window.DAY, 5)))));

        assertEquals(FaultCode.INVALID_REQUEST, fault.code());
        assertEquals("limits", fault.parameter().orElseThrow());
        assertEquals(Optional.of(DEFAULTS), allowances().of(Scope.caller("acme", "key:a")));
    }

    @Test
    void rowsThatThisVersionDoesNotKnowAreNotIgnored() {
        allowances().define(Scope.caller("acme", "key:a"), DEFAULTS);
        database.inTransaction(connection -> {
            try (PreparedStatement statement =
                    connection.prepareStatement("UPDATE scope_limit SET period = 'fortnight'")) {
                return statement.executeUpdate();
            }
        });

        assertThrows(IllegalStateException.class, this::allowances);
    }
}
