package dev.freehold.auth;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/** All that the callers of one tenant say is kept. */
public final class KeptPayloads implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        return Map.of(
                "freehold.audit.payload.rules[0].tenant", "acme",
                "freehold.audit.payload.rules[0].level", "request+response");
    }

    @Override
    public void stop() {}
}
