package dev.freehold;

import dev.freehold.audit.AuditLog;
import dev.freehold.inference.ModelHost;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the door is open, a model is loaded, and what it does can be written down. */
@Readiness
@ApplicationScoped
class ReadyToServe implements HealthCheck {
    private final ModelHost models;
    private final AuditLog audit;
    private volatile boolean isListening;

    ReadyToServe(ModelHost models, AuditLog audit) {
        this.models = models;
        this.audit = audit;
    }

    void opened(@ObservesAsync HttpServerStart listening) {
        isListening = true;
    }

    @Override
    public HealthCheckResponse call() {
        int loaded = models.report().loaded().size();
        boolean writable = audit.isWritable();
        return HealthCheckResponse.named("serving")
                .withData("listening", isListening)
                .withData("models", loaded)
                .withData("audit_writable", writable)
                .status(isListening && loaded > 0 && writable)
                .build();
    }
}
