package dev.freehold.export;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;

/** Where the audit log is sent on to. */
@ApplicationScoped
class FollowerConnections implements Outward {
    private final FollowersConfig config;

    FollowerConnections(FollowersConfig config) {
        this.config = config;
    }

    @Override
    public List<OutwardConnection> outward() {
        return config.followers().entrySet().stream()
                .map(follower -> OutwardConnection.of(
                        "follower of the audit log",
                        follower.getValue().to().toString(),
                        "freehold.audit.followers.%s.to".formatted(follower.getKey())))
                .toList();
    }
}
