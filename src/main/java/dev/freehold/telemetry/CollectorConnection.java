package dev.freehold.telemetry;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Who is told which way the calls went. */
@ApplicationScoped
class CollectorConnection implements Outward {
    private final TracesConfig config;

    CollectorConnection(TracesConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.to().stream()
                .map(to -> OutwardConnection.of("collector of traces", to.toString(), "freehold.traces.to"))
                .toList();
    }
}
