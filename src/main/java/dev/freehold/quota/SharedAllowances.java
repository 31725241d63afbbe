package dev.freehold.quota;

import dev.freehold.store.Database;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Allowances in a database that other replicas change too: nothing is remembered, so a change counts everywhere at once. */
@Singleton
@Typed(SharedAllowances.class)
final class SharedAllowances implements Allowances {
    private final Database database;
    private final Allowance defaults;

    @Inject
    SharedAllowances(Database database, QuotaConfig config) {
        this(database, config.defaults());
    }

    SharedAllowances(Database database, Allowance defaults) {
        this.database = database;
        this.defaults = defaults;
    }

    /**
     * The meters of limits that are no more go at once, whether or not a call comes by in between: should such a limit come back, it
     * starts full, and calls that took from the old meter give nothing back to the new one. Whoever counts on the scope waits, so
     * that nobody stores a meter by the old allowance afterwards.
     */
    @Override
    public void define(Scope scope, Allowance allowance) {
        JdbcAllowances.refuseDoubles(allowance);
        database.inTurn("allowance of " + scope.text(), connection -> {
            MeterRows.open(connection, List.of(scope));
            MeterRows.lock(connection, List.of(scope));
            AllowanceRows.replace(connection, scope, allowance);
            MeterRows.deleteUndefined(connection, scope);
            return scope;
        });
    }

    @Override
    public Optional<Allowance> of(Scope scope) {
        return Optional.ofNullable(
                database.read(connection -> of(connection, List.of(scope))).get(scope));
    }

    /** Those of some scopes, as this transaction sees them; a scope without one is not in the answer. */
    Map<Scope, Allowance> of(Connection connection, Collection<Scope> scopes) throws SQLException {
        Map<Scope, Allowance> found = AllowanceRows.of(connection, scopes);
        for (Scope scope : scopes) {
            if (JdbcAllowances.isTokenCaller(scope)) {
                found.putIfAbsent(scope, defaults);
            }
        }
        return found;
    }

    @Override
    public Allowance defaults() {
        return defaults;
    }
}
