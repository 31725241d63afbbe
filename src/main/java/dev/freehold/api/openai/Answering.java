package dev.freehold.api.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.EventStream;
import dev.freehold.api.Exchange;
import dev.freehold.api.FaultWriter;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.GeneratedText;
import io.smallrye.mutiny.Multi;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jboss.resteasy.reactive.RestMulti;

/** What the generating endpoints share: naming the call, and sending an answer whole or as it is written. */
@ApplicationScoped
class Answering {
    /** Events that may be on their way to one client; waiting for each to be sent would cost as much as making it. */
    private static final int EVENTS_AHEAD = 16;

    private final ObjectMapper json;
    private final FaultWriter faults;
    private final RateLimitHeaders rateLimits;

    Answering(ObjectMapper json, FaultWriter faults, RateLimitHeaders rateLimits) {
        this.json = json;
        this.faults = faults;
        this.rateLimits = rateLimits;
    }

    Call call(RoutingContext context, String action, String route) {
        Caller caller = Exchange.caller(context)
                .orElseThrow(() -> new Fault(FaultCode.UNAUTHENTICATED, "No API key was given."));
        context.response().putHeader("openai-version", "2020-10-01");
        rateLimits.announce(context, caller);
        return new Call(caller, Exchange.requestId(context), action, route);
    }

    /** Says which model the request is about, as soon as that is known. */
    void about(RoutingContext context, String model) {
        rateLimits.about(context, model);
    }

    List<GeneratedText.Whole> readAll(RoutingContext context, GeneratedText text) {
        closeWithConnection(context, text);
        List<GeneratedText.Whole> texts = text.readAll();
        Exchange.prepareAnswer(context);
        return texts;
    }

    /** A client may leave before its answer is whole, or before anybody has begun to read a stream for it. */
    private static void closeWithConnection(RoutingContext context, GeneratedText text) {
        context.addEndHandler(ignored -> Thread.startVirtualThread(text::close));
    }

    RestMulti<byte[]> whole(Object answer) {
        return RestMulti.fromMultiData(Multi.createFrom().item(write(answer).getBytes(StandardCharsets.UTF_8)))
                .header("Content-Type", "application/json")
                .build();
    }

    /** Waits for the first event, so that whatever fails before it is an ordinary error answer. */
    RestMulti<byte[]> stream(RoutingContext context, GeneratedText text, TextEvents events) {
        closeWithConnection(context, text);
        var source = new GenerationEvents(
                text,
                events,
                this::write,
                fault -> faults.answer(context, fault).body());
        source.start();
        Exchange.prepareAnswer(context);
        return RestMulti.fromMultiData(Multi.createFrom().publisher(new EventStream(source)))
                .withDemand(EVENTS_AHEAD)
                .header("Content-Type", "text/event-stream")
                .header("Cache-Control", "no-cache")
                .header("X-Accel-Buffering", "no")
                .build();
    }

    private String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
