package dev.freehold.quota;

import dev.freehold.core.Usage;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * The books of some scopes as they stand in the database. Locked, they stay so until the transaction ends: read, changed here by
 * the same arithmetic as everywhere, and stored.
 */
final class SharedBooks {
    private final Map<Scope, Account> accounts = new HashMap<>();
    private final Map<Long, Meter> stored = new HashMap<>();
    private final IdentityHashMap<Meter, Long> ids = new IdentityHashMap<>();
    private final Map<Scope, Allowance> allowances;
    private final Map<Scope, Long> latest;
    private final long clock;

    private SharedBooks(
            Collection<Scope> scopes,
            List<MeterRows.Row> rows,
            Map<Scope, Long> latest,
            Map<Scope, Allowance> allowances,
            long clock) {
        this.latest = latest;
        this.allowances = allowances;
        this.clock = clock;
        Map<Scope, List<Meter>> meters = new HashMap<>();
        for (MeterRows.Row row : rows) {
            stored.put(row.id(), row.meter());
            ids.put(row.meter(), row.id());
            meters.computeIfAbsent(row.meter().scope(), scope -> new ArrayList<>())
                    .add(row.meter());
        }
        scopes.forEach(scope -> accounts.put(scope, new Account(scope, meters.getOrDefault(scope, List.of()))));
    }

    /** Waits for the scopes, then looks at the clock. */
    static SharedBooks lock(Connection connection, Set<Scope> scopes, SharedAllowances allowances, LedgerClock clock)
            throws SQLException {
        Map<Scope, Long> latest = MeterRows.lock(connection, scopes);
        if (latest.size() < scopes.size()) {
            throw new SQLException("the books of a scope are missing");
        }
        return read(connection, scopes, latest, allowances, clock);
    }

    /** To look at only. */
    static SharedBooks peek(
            Connection connection, Collection<Scope> scopes, SharedAllowances allowances, LedgerClock clock)
            throws SQLException {
        return read(connection, scopes, MeterRows.peek(connection, scopes), allowances, clock);
    }

    private static SharedBooks read(
            Connection connection,
            Collection<Scope> scopes,
            Map<Scope, Long> latest,
            SharedAllowances allowances,
            LedgerClock clock)
            throws SQLException {
        return new SharedBooks(
                scopes,
                MeterRows.read(connection, scopes),
                latest,
                allowances.of(connection, scopes),
                clock.micros(connection));
    }

    /** Takes what a call needs, or throws and takes nothing. */
    Taken reserve(Charge charge, Need need) {
        Scopes scopes = charge.scopes();
        if (!allowances.containsKey(scopes.caller())) {
            throw Accounts.withoutAllowance(scopes.caller());
        }
        long now = advance(scopes);
        List<Meter> meters = new ArrayList<>();
        for (Scope scope : scopes.all()) {
            meters.addAll(account(scope, now).counting(charge.model()));
        }
        return Taken.reserve(meters, need, now);
    }

    /** Gives back what a call reserved and did not use, to the meters that it took from and that are still there. */
    void settle(HeldRows.Row held, Usage used) {
        long now = advance(held.scopes());
        held.scopes().all().forEach(scope -> account(scope, now));
        List<Meter> from =
                held.meters().stream().map(stored::get).filter(Objects::nonNull).toList();
        new Taken(held.tokens(), from, held.takenAt()).settle(used, now);
    }

    List<Gauge> gauges(Scopes scopes) {
        long now = advance(scopes);
        return scopes.all().stream()
                .flatMap(scope -> account(scope, now).gauges(now).stream())
                .toList();
    }

    /** How each of the scopes stands now. */
    void show(RecentGauges gauges) {
        accounts.forEach((scope, account) ->
                gauges.remember(scope, account.gauges(Math.max(clock, latest.getOrDefault(scope, Account.LONG_AGO)))));
    }

    private Account account(Scope scope, long now) {
        Account account = Objects.requireNonNull(accounts.get(scope), "a scope that was not read");
        account.follow(allowances.get(scope), now);
        return account;
    }

    /** Of a clock that goes back, each scope keeps the latest time that it has seen. */
    private long advance(Scopes scopes) {
        long now = clock;
        for (Scope scope : scopes.all()) {
            now = Math.max(now, latest.getOrDefault(scope, Account.LONG_AGO));
        }
        for (Scope scope : scopes.all()) {
            latest.put(scope, now);
        }
        return now;
    }

    void store(Connection connection) throws SQLException {
        List<MeterRows.Row> known = new ArrayList<>();
        List<Meter> fresh = new ArrayList<>();
        Set<Long> dropped = new HashSet<>(stored.keySet());
        for (Account account : accounts.values()) {
            for (Meter meter : account.meters()) {
                Optional.ofNullable(ids.get(meter))
                        .ifPresentOrElse(
                                id -> {
                                    known.add(new MeterRows.Row(id, meter));
                                    dropped.remove(id);
                                },
                                () -> fresh.add(meter));
            }
        }
        if (!dropped.isEmpty()) {
            MeterRows.delete(connection, dropped);
        }
        if (!fresh.isEmpty()) {
            insert(connection, fresh);
        }
        MeterRows.update(connection, known);
        MeterRows.touch(connection, latest);
    }

    private void insert(Connection connection, List<Meter> fresh) throws SQLException {
        List<Long> newIds = MeterRows.newIds(connection, fresh.size());
        List<MeterRows.Row> rows = new ArrayList<>(fresh.size());
        for (int i = 0; i < fresh.size(); i++) {
            ids.put(fresh.get(i), newIds.get(i));
            rows.add(new MeterRows.Row(newIds.get(i), fresh.get(i)));
        }
        MeterRows.insert(connection, rows);
    }

    /** The ids of the meters that a call took from; known when they are stored. */
    List<Long> ids(Taken taken) {
        return taken.from().stream()
                .map(meter -> Objects.requireNonNull(ids.get(meter), "a meter that was not stored"))
                .toList();
    }
}
