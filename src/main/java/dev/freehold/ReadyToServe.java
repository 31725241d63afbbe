package dev.freehold;

import dev.freehold.api.Door;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.Exposure;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.inference.ModelHost;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** Ready means: the door is open, there is a model to ask for, and what it does can be written down. */
@Readiness
@ApplicationScoped
class ReadyToServe implements HealthCheck {
    private final ModelHost models;
    private final AuditLog audit;
    private final Checkpoints checkpoints;
    private final Exposure exposure;
    private final Door door;
    private volatile boolean isListening;
    private volatile long servingAfter;

    ReadyToServe(ModelHost models, AuditLog audit, Checkpoints checkpoints, Exposure exposure, Door door) {
        this.models = models;
        this.audit = audit;
        this.checkpoints = checkpoints;
        this.exposure = exposure;
        this.door = door;
    }

    void opened(@ObservesAsync HttpServerStart listening) {
        servingAfter = Instant.now().toEpochMilli()
                - ManagementFactory.getRuntimeMXBean().getStartTime();
        isListening = true;
    }

    @Override
    public HealthCheckResponse call() {
        int loaded = models.offers().size();
        boolean writable = audit.isWritable();
        boolean isOpen = isListening && !door.isLastCall();
        HealthCheckResponseBuilder answer = HealthCheckResponse.named("serving")
                .withData("listening", isOpen)
                .withData("models", loaded)
                .withData("serving_after_millis", servingAfter)
                .withData("audit_writable", writable)
                .withData("audit_intact", checkpoints.isIntact());
        exposure.age()
                .ifPresent(age -> answer.withData("anchor_age_seconds", age.toSeconds())
                        .withData("anchors", exposure.isLate() ? "late" : "ok"));
        return answer.status(isOpen && loaded > 0 && writable && !exposure.isRefusing())
                .build();
    }
}
