package dev.freehold;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.config.Config;

/** Where Quarkus itself sends the program's own log, when it is told to. */
@ApplicationScoped
class LogConnections implements Outward {
    private final Config config;

    LogConnections(Config config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        List<OutwardConnection> all = new ArrayList<>();
        for (String handler : new String[] {"syslog", "socket"}) {
            String setting = "quarkus.log." + handler;
            boolean isOn =
                    config.getOptionalValue(setting + ".enable", Boolean.class).orElse(false)
                            || config.getOptionalValue(setting + ".enabled", Boolean.class)
                                    .orElse(false);
            if (isOn) {
                String to = config.getOptionalValue(setting + ".endpoint", String.class)
                        .orElse("localhost:514");
                all.add(new OutwardConnection("the program's own log", to, setting + ".endpoint"));
            }
        }
        return all;
    }
}
