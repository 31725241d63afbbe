package dev.freehold.api;

import io.smallrye.mutiny.Multi;
import java.nio.charset.StandardCharsets;
import org.jboss.resteasy.reactive.RestMulti;

/** The two ways in which a generating endpoint answers. */
public final class Answers {
    /** Events that may be on their way to one client; waiting for each to be sent would cost as much as making it. */
    private static final int EVENTS_AHEAD = 16;

    private Answers() {}

    public static RestMulti<byte[]> whole(String json) {
        return RestMulti.fromMultiData(Multi.createFrom().item(json.getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .build();
    }

    public static RestMulti<byte[]> events(EventStream.Source source) {
        return RestMulti.fromMultiData(Multi.createFrom().publisher(new EventStream(source)))
                .withDemand(EVENTS_AHEAD)
                .header("Content-Type", "text/event-stream")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .build();
    }
}
