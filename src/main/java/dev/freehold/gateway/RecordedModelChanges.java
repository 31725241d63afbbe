package dev.freehold.gateway;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.inference.ChangeNote;
import dev.freehold.inference.ModelChange;
import jakarta.enterprise.context.ApplicationScoped;

/** Writes what Freehold does to models by itself into the audit log; nobody's name stands in such an entry. */
@ApplicationScoped
class RecordedModelChanges implements ChangeNote {
    private final AuditLog audit;

    RecordedModelChanges(AuditLog audit) {
        this.audit = audit;
    }

    @Override
    public void write(ModelChange change) {
        audit.record(AuditEntry.of(Kind.ADMIN, change.action())
                .outcome("ok")
                .target(change.id().value())
                .change(change.inWords())
                .build());
    }
}
