package dev.freehold.audit;

final class InMemoryAuditLogTest extends AuditLogContract {
    private final InMemoryAuditLog log = new InMemoryAuditLog();

    @Override
    AuditLog log() {
        return log;
    }

    @Override
    AuditReader reader() {
        return log;
    }
}
