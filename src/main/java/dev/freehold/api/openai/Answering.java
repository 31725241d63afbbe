package dev.freehold.api.openai;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Answers;
import dev.freehold.api.AuditHeader;
import dev.freehold.api.EventStream;
import dev.freehold.api.Exchange;
import dev.freehold.api.FaultWriter;
import dev.freehold.api.RateLimits;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.Departures;
import dev.freehold.gateway.GeneratedText;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.function.Supplier;
import org.jboss.resteasy.reactive.RestMulti;

/** What the generating endpoints share: naming the call, and sending an answer whole or as it is written. */
@ApplicationScoped
class Answering {
    private final ObjectMapper json;
    private final FaultWriter faults;
    private final RateLimits rateLimits;
    private final AuditHeader receipts;
    private final Departures departures;

    Answering(
            ObjectMapper json, FaultWriter faults, RateLimits rateLimits, AuditHeader receipts, Departures departures) {
        this.json = json;
        this.faults = faults;
        this.rateLimits = rateLimits;
        this.receipts = receipts;
        this.departures = departures;
    }

    Call call(RoutingContext context, String action, String route) {
        Caller caller = Exchange.caller(context)
                .orElseThrow(() -> new Fault(FaultCode.UNAUTHENTICATED, "No API key was given."));
        context.addEndHandler(ended -> departures.left(Exchange.requestId(context)));
        context.response().putHeader("openai-version", "2020-10-01");
        rateLimits.announce(context, caller, RateLimitHeaders::write);
        return new Call(
                caller,
                Exchange.requestId(context),
                action,
                route,
                Exchange.trace(context),
                Exchange.wantsEnergy(context));
    }

    /** Says which model the request is about, as soon as that is known. */
    void about(RoutingContext context, String model) {
        rateLimits.about(context, model);
    }

    /** Says which entry of the audit log admitted the call. */
    void recorded(RoutingContext context, long index) {
        receipts.announce(context, index);
    }

    /** Waits for what an answer begins with, and says which entry admitted the call. */
    <T> T announcing(RoutingContext context, GeneratedText text, Supplier<T> beginning) {
        return receipts.announcing(context, text::admission, beginning);
    }

    List<GeneratedText.Whole> readAll(RoutingContext context, GeneratedText text) {
        closeWithConnection(context, text);
        List<GeneratedText.Whole> texts = announcing(context, text, text::readAll);
        Exchange.prepareAnswer(context);
        return texts;
    }

    /** A client may leave before its answer is whole, or before anybody has begun to read a stream for it. */
    static void closeWithConnection(RoutingContext context, GeneratedText text) {
        context.addEndHandler(ignored -> Thread.startVirtualThread(text::close));
    }

    RestMulti<byte[]> whole(Object answer) {
        return Answers.whole(write(answer));
    }

    /** Waits for the first event, so that whatever fails before it is an ordinary error answer. */
    RestMulti<byte[]> stream(RoutingContext context, GeneratedText text, TextEvents events) {
        closeWithConnection(context, text);
        var source = new GenerationEvents(
                text,
                events,
                this::write,
                fault -> faults.answer(context, fault).body());
        return events(context, text, source, source::start);
    }

    /** Waits for the first event, which {@code start} brings. */
    RestMulti<byte[]> events(RoutingContext context, GeneratedText text, EventStream.Source source, Runnable start) {
        announcing(context, text, () -> {
            start.run();
            return source;
        });
        Exchange.prepareAnswer(context);
        return Answers.events(source);
    }

    /** Takes note of a failure half-way. */
    void note(RoutingContext context, Fault fault) {
        var _ = faults.answer(context, fault);
    }

    String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
