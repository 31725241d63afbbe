package dev.freehold.quota;

import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.store.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Usage in the database, as a follower of the audit log: what was added and how far it got are one transaction, so that every call
 * counts exactly once, whatever crashes and however many processes add.
 */
@Singleton
final class JdbcUsage implements UsageReport, UsageFollower {
    private final Database database;
    private final AuditReader log;
    private final ReentrantLock following = new ReentrantLock();

    JdbcUsage(Database database, AuditReader log) {
        this.database = database;
        this.log = log;
    }

    @Override
    public List<Line> of(UsageQuery query) {
        catchUp();
        return database.read(connection -> UsageRows.report(connection, query));
    }

    @Override
    public void check() {
        long position = database.read(UsageRows::position);
        long end = log.end();
        if (position > end) {
            throw new IllegalStateException(
                    "the database has counted %d entries of the audit log, and the log has %d: its end is missing, or it is another log"
                            .formatted(position, end));
        }
    }

    @Override
    public void catchUp() {
        following.lock();
        try {
            new Run(database.read(UsageRows::position)).run();
        } finally {
            following.unlock();
        }
    }

    /** One reading of the log, stored stretch by stretch. */
    private final class Run {
        private UsageFold fold;
        private boolean isOvertaken;

        Run(long from) {
            this.fold = new UsageFold(from);
        }

        void run() {
            log.since(fold.from(), this::add);
            store();
        }

        private void add(RecordedEntry recorded) {
            if (!isOvertaken) {
                fold.add(recorded);
                if (fold.isFull()) {
                    store();
                }
            }
        }

        /** Another process that has added the same stretch leaves nothing to do; the next reading goes on from there. */
        private void store() {
            if (isOvertaken || fold.isEmpty()) {
                return;
            }
            isOvertaken = !database.<Boolean>inTransaction(connection -> {
                boolean isOurs = UsageRows.advance(connection, fold.from(), fold.next());
                if (isOurs) {
                    UsageRows.add(connection, fold.used());
                }
                return isOurs;
            });
            fold = new UsageFold(fold.next());
        }
    }
}
