package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.TransactionalAudit;
import dev.freehold.store.Database;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Closes the calls of processes that died: all that was reserved is charged, for nobody knows how much was delivered; only the
 * places that calls in flight take up come back.
 */
final class Reaper {
    private static final int CALLS_AT_ONCE = 500;
    private static final int PROCESSES_AT_ONCE = 16;

    private final Database database;
    private final TransactionalAudit audit;
    private final SharedAllowances allowances;
    private final LedgerClock clock;
    private final Duration grace;

    Reaper(
            Database database,
            TransactionalAudit audit,
            SharedAllowances allowances,
            LedgerClock clock,
            Duration grace) {
        this.database = database;
        this.audit = audit;
        this.allowances = allowances;
        this.clock = clock;
        this.grace = grace;
    }

    /** Closes all that is due; how many calls that were. */
    int reap() {
        int all = 0;
        int closed;
        do {
            closed = database.inTransaction(this::reapSome);
            all += closed;
        } while (closed == CALLS_AT_ONCE);
        return all;
    }

    private int reapSome(Connection connection) throws SQLException {
        List<String> owners = LeaseRows.lockExpired(connection, grace, PROCESSES_AT_ONCE);
        if (owners.isEmpty()) {
            return 0;
        }
        List<HeldRows.Row> left = HeldRows.takeLeft(connection, owners, CALLS_AT_ONCE);
        if (!left.isEmpty()) {
            close(connection, left);
        }
        LeaseRows.deleteEmpty(connection, owners);
        return left.size();
    }

    private void close(Connection connection, List<HeldRows.Row> left) throws SQLException {
        Set<Scope> scopes = new HashSet<>();
        left.forEach(held -> scopes.addAll(held.scopes().all()));
        SharedBooks books = SharedBooks.lock(connection, scopes, allowances, clock);
        left.forEach(held -> books.settle(held, held.tokens()));
        books.store(connection);
        List<AuditEntry> orphans = audit.orphans(
                connection, left.stream().map(HeldRows.Row::admission).toList());
        audit.append(connection, orphans);
    }
}
