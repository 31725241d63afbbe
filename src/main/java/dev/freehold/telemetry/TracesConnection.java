package dev.freehold.telemetry;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where the traces of calls are sent. */
@ApplicationScoped
class TracesConnection implements Outward {
    private final TracesConfig config;

    TracesConnection(TracesConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.to().stream()
                .map(to -> OutwardConnection.of("collector of traces", to.toString(), "freehold.traces.to"))
                .toList();
    }
}
