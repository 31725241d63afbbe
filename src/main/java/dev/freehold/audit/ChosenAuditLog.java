package dev.freehold.audit;

import dev.freehold.store.Database;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Instance;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** The log lies where the rest lies: in files beside the embedded database, or in PostgreSQL. */
@Singleton
class ChosenAuditLog {
    private final Database database;
    private final Instance<SegmentedAuditLog> segments;
    private final Instance<JdbcAuditLog> rows;

    ChosenAuditLog(Database database, Instance<SegmentedAuditLog> segments, Instance<JdbcAuditLog> rows) {
        this.database = database;
        this.segments = segments;
        this.rows = rows;
    }

    @Produces
    @ApplicationScoped
    AuditLog log() {
        return switch (database.engine()) {
            case SQLITE -> segments.get();
            case POSTGRESQL -> rows.get();
        };
    }

    @Produces
    @ApplicationScoped
    AuditReader reader() {
        return switch (database.engine()) {
            case SQLITE -> segments.get();
            case POSTGRESQL -> rows.get();
        };
    }

    @Produces
    @ApplicationScoped
    AuditLeaves leaves() {
        return switch (database.engine()) {
            case SQLITE -> segments.get().leaves();
            case POSTGRESQL -> rows.get().leaves();
        };
    }

    /** Only there with PostgreSQL. */
    @Produces
    @ApplicationScoped
    TransactionalAudit beside() {
        return rows.get();
    }
}
