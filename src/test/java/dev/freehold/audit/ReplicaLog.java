package dev.freehold.audit;

import dev.freehold.store.Database;
import java.time.Duration;

/** One replica's side of a log in PostgreSQL, for the tests of other rooms. */
public final class ReplicaLog implements AutoCloseable {
    private final JdbcAuditLog log;

    public ReplicaLog(Database database) {
        this.log = new JdbcAuditLog(database, Duration.ofSeconds(2));
    }

    public AuditLog log() {
        return log;
    }

    public AuditReader reader() {
        return log;
    }

    public TransactionalAudit beside() {
        return log;
    }

    @Override
    public void close() {
        log.close();
    }
}
