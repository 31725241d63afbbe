package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.store.Database;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Allowances in the database, all of them in memory too: this process is the only one that changes them. */
@Singleton
@Typed(JdbcAllowances.class)
final class JdbcAllowances implements Allowances {
    private static final String TOKEN_CALLERS = "jwt:";

    private final Database database;
    private final Allowance defaults;
    private final Map<Scope, Allowance> known;

    @Inject
    JdbcAllowances(Database database, QuotaConfig config) {
        this(database, config.defaults());
    }

    JdbcAllowances(Database database, Allowance defaults) {
        this.database = database;
        this.defaults = defaults;
        this.known = new ConcurrentHashMap<>(database.read(AllowanceRows::all));
    }

    /** One at a time, so that memory and database agree on which came last. */
    @Override
    public synchronized void define(Scope scope, Allowance allowance) {
        refuseDoubles(allowance);
        database.inTransaction(connection -> {
            AllowanceRows.replace(connection, scope, allowance);
            return scope;
        });
        known.put(scope, allowance);
    }

    static void refuseDoubles(Allowance allowance) {
        switch (allowance) {
            case Allowance.Unlimited() -> {}
            case Allowance.Limited(List<Limit> limits) -> {
                Set<Slot> taken = new HashSet<>();
                for (Limit limit : limits) {
                    if (!taken.add(Slot.of(limit))) {
                        throw Fault.invalid(
                                "limits",
                                "limits names " + Slot.of(limit).inWords() + " twice; expected each of them once");
                    }
                }
            }
        }
    }

    @Override
    public Optional<Allowance> of(Scope scope) {
        Allowance stored = known.get(scope);
        return stored == null && isTokenCaller(scope) ? Optional.of(defaults) : Optional.ofNullable(stored);
    }

    static boolean isTokenCaller(Scope scope) {
        return scope.kind() == Scope.Kind.CALLER && scope.id().startsWith(TOKEN_CALLERS);
    }

    @Override
    public Allowance defaults() {
        return defaults;
    }
}
