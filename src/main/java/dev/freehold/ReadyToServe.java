package dev.freehold;

import dev.freehold.audit.AuditLog;
import dev.freehold.inference.ModelHost;
import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: a model is loaded, and what it does can be written down. */
@Readiness
@ApplicationScoped
class ReadyToServe implements HealthCheck {
    private final ModelHost models;
    private final AuditLog audit;

    ReadyToServe(ModelHost models, AuditLog audit) {
        this.models = models;
        this.audit = audit;
    }

    @Override
    public HealthCheckResponse call() {
        int loaded = models.report().loaded().size();
        boolean writable = audit.isWritable();
        return HealthCheckResponse.named("serving")
                .withData("models", loaded)
                .withData("audit_writable", writable)
                .status(loaded > 0 && writable)
                .build();
    }
}
