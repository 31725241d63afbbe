package dev.freehold.audit.anchor;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;

/** Where checkpoints go. */
@ApplicationScoped
class AnchorConnections implements Outward {
    private final AnchorConfig config;

    AnchorConnections(AnchorConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        List<OutwardConnection> all = new ArrayList<>();
        config.witness()
                .forEach((name, witness) -> all.add(OutwardConnection.of(
                        "witness of the audit log",
                        witness.url().toString(),
                        "freehold.audit.anchor.witness.%s.url".formatted(name))));
        config.syslog()
                .ifPresent(to -> all.add(OutwardConnection.of(
                        "checkpoints of the audit log", to.toString(), "freehold.audit.anchor.syslog")));
        return all;
    }
}
