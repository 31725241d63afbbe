package dev.freehold.access;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/** A warning among the readiness checks: a file that cannot be applied keeps nobody from serving with the state before it. */
@Readiness
@ApplicationScoped
class AccessFileApplied implements HealthCheck {
    private final AccessFileWatch watch;

    AccessFileApplied(AccessFileWatch watch) {
        this.watch = watch;
    }

    @Override
    public HealthCheckResponse call() {
        HealthCheckResponseBuilder response =
                HealthCheckResponse.named("access-file").up();
        if (!watch.isOn()) {
            return response.withData("state", "off").build();
        }
        return response.withData("state", watch.problem().isPresent() ? "rejected" : "applied")
                .withData("problem", watch.problem().orElse(""))
                .build();
    }
}
