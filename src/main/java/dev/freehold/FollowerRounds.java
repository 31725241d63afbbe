package dev.freehold;

import dev.freehold.export.AuditFollowers;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.interceptor.Interceptor;

/** Lets those who are sent the audit log be sent it while the gateway serves. */
@ApplicationScoped
class FollowerRounds {
    private static final int AFTER_THE_ROOMS_ARE_OPEN = Interceptor.Priority.APPLICATION + 500;

    private final FreeholdConfig config;
    private final AuditFollowers followers;
    private final MeterRegistry meters;

    FollowerRounds(FreeholdConfig config, AuditFollowers followers, MeterRegistry meters) {
        this.config = config;
        this.followers = followers;
        this.meters = meters;
    }

    void open(@Observes @Priority(AFTER_THE_ROOMS_ARE_OPEN) StartupEvent event) {
        if (!config.isServing()) {
            return;
        }
        followers.start();
        followers
                .next()
                .keySet()
                .forEach(name -> Gauge.builder(
                                "freehold.audit.follower.next",
                                followers,
                                all -> all.next().getOrDefault(name, 0L))
                        .description("The index of the next audit entry that a follower will be sent")
                        .tag("follower", name)
                        .register(meters));
    }

    void close(@Observes ShutdownEvent event) {
        followers.stop();
    }
}
