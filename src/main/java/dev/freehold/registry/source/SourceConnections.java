package dev.freehold.registry.source;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where models may be fetched from, by `models pull`. */
@ApplicationScoped
class SourceConnections implements Outward {
    private final SourcesConfig config;

    SourceConnections(SourcesConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.allowedHosts().orElse(List.of()).stream()
                .map(host -> OutwardConnection.of(
                        "source of models", AllowedHosts.address(host), "freehold.sources.allowed-hosts"))
                .toList();
    }
}
