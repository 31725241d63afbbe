package dev.freehold.telemetry;

import io.micrometer.core.instrument.MeterRegistry;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/** Decides which requests a collector is told of. Without a collector, none, and nothing is started. */
@ApplicationScoped
public class Tracing {
    private final double ratio;
    private final @Nullable SpanSender sender;

    Tracing(TracesConfig config, MeterRegistry meters) {
        if (!(config.ratio() >= 0 && config.ratio() <= 1)) {
            throw new IllegalArgumentException("freehold.traces.ratio is " + config.ratio() + ", expected 0 to 1");
        }
        this.ratio = config.ratio();
        this.sender = config.to().map(to -> new SpanSender(to, config, meters)).orElse(null);
    }

    /**
     * Decides for a request that begins now.
     *
     * @param traceparent the header of that name; whoever sends one decides whether its trace goes on here
     */
    public Trace begin(@Nullable String traceparent) {
        SpanSender collector = sender;
        if (collector == null) {
            return Trace.NONE;
        }
        Optional<TraceParent> parent = TraceParent.parse(traceparent);
        boolean isTold = parent.map(TraceParent::isSampled)
                .orElseGet(() -> ThreadLocalRandom.current().nextDouble() < ratio);
        return isTold ? new RecordedTrace(parent, collector::send) : Trace.NONE;
    }

    @PreDestroy
    void close() {
        if (sender != null) {
            sender.close();
        }
    }
}
