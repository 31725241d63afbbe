package dev.freehold.audit;

import dev.freehold.audit.JdbcAuditEntries.Line;
import dev.freehold.store.Database;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The audit log of all replicas that share a PostgreSQL: one sequence, in the order of commits. Calls whose process died are closed
 * by the quota ledger's reaper, for it knows which of them still run elsewhere.
 */
@ApplicationScoped
@Typed(JdbcAuditLog.class)
class JdbcAuditLog implements AuditLog, AuditReader, TransactionalAudit {
    private static final Logger LOG = Logger.getLogger(JdbcAuditLog.class);
    private static final int BLOCK = 512;

    private final Database database;
    private final GroupCommit commits;
    private final RecentHashes recent = new RecentHashes();

    @Inject
    JdbcAuditLog(Database database, AuditConfig config) {
        this(database, config.commitTimeout());
    }

    JdbcAuditLog(Database database, Duration commitTimeout) {
        this.database = database;
        checkEnd();
        this.commits = new GroupCommit(new Writer(), commitTimeout, kind -> true);
    }

    private void checkEnd() {
        database.read(connection -> {
            JdbcAuditEntries.checkEnd(connection);
            return this;
        });
    }

    @Override
    public CompletableFuture<Long> append(AuditEntry entry) {
        return commits.append(entry);
    }

    @Override
    public long record(AuditEntry entry) {
        return commits.record(entry);
    }

    @Override
    public boolean isWritable() {
        return commits.isHealthy();
    }

    @Override
    public long append(Connection transaction, List<AuditEntry> entries) throws SQLException {
        return JdbcAuditEntries.append(
                transaction, entries.stream().map(Line::of).toList(), recent);
    }

    @Override
    public void check(AuditEntry entry) {
        EntryJson.encode(entry);
    }

    @Override
    public List<AuditEntry> orphans(Connection connection, List<Long> admissions) throws SQLException {
        OpenCalls calls = new OpenCalls();
        JdbcAuditEntries.at(connection, admissions).forEach(recorded -> calls.see(recorded.entry()));
        return calls.orphans();
    }

    AuditLeaves leaves() {
        return new JdbcLeaves(database, recent);
    }

    @Override
    public long end() {
        return database.read(JdbcAuditEntries::end);
    }

    @Override
    public List<RecordedEntry> at(List<Long> indices) {
        Map<Long, RecordedEntry> found = new HashMap<>();
        database.read(connection -> JdbcAuditEntries.at(connection, indices))
                .forEach(recorded -> found.put(recorded.index(), recorded));
        return indices.stream().map(found::get).map(Objects::requireNonNull).toList();
    }

    @Override
    public void replay(Instant from, Consumer<RecordedEntry> each) {
        replay(0, from, each);
    }

    @Override
    public void since(long index, Consumer<RecordedEntry> each) {
        replay(index, Instant.MIN, each);
    }

    private void replay(long first, Instant from, Consumer<RecordedEntry> each) {
        long next = first;
        boolean isMore = true;
        while (isMore) {
            long start = next;
            List<RecordedEntry> block =
                    database.read(connection -> JdbcAuditEntries.since(connection, start, from, BLOCK));
            block.forEach(each);
            isMore = block.size() == BLOCK;
            next = isMore ? block.getLast().index() + 1 : start;
        }
    }

    @PreDestroy
    void close() {
        try {
            if (!commits.close()) {
                LOG.error("The database does not answer; the last entries may be missing");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Each batch is one transaction. */
    private final class Writer implements LogWriter {
        @Override
        public long commit(List<Ticket> batch) {
            List<Line> lines = batch.stream()
                    .map(ticket -> new Line(ticket.entry().at(), ticket.leaf()))
                    .toList();
            return database.inTransaction(connection -> JdbcAuditEntries.append(connection, lines, recent));
        }

        /** A failed transaction leaves nothing behind; it only remains to see whether entries could be appended again. */
        @Override
        public void repair() {
            database.inTransaction(connection -> {
                JdbcAuditEntries.lockEnd(connection);
                JdbcAuditEntries.checkEnd(connection);
                return this;
            });
        }
    }
}
