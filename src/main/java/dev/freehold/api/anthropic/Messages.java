package dev.freehold.api.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.api.Answers;
import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.api.FaultWriter;
import dev.freehold.api.RateLimits;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.TextGeneration;
import dev.freehold.gateway.Tokenization;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestMulti;

/** Messages: a conversation in, the assistant's next message out. */
@Path("/v1/messages")
@Consumes("application/json")
@RolesAllowed("inference")
class Messages {
    private static final String EXAMPLE = """
            {"model":"freehold-guide","max_tokens":256,"messages":[{"role":"user","content":"What is Freehold?"}]}""";
    private static final String COUNT_EXAMPLE = """
            {"model":"freehold-guide","messages":[{"role":"user","content":"What is Freehold?"}]}""";

    private final TextGeneration generation;
    private final Tokenization tokenization;
    private final RateLimits rateLimits;
    private final FaultWriter faults;
    private final AuditHeader receipts;
    private final ObjectMapper json;

    Messages(
            TextGeneration generation,
            Tokenization tokenization,
            RateLimits rateLimits,
            FaultWriter faults,
            AuditHeader receipts,
            ObjectMapper json) {
        this.generation = generation;
        this.tokenization = tokenization;
        this.rateLimits = rateLimits;
        this.faults = faults;
        this.receipts = receipts;
        this.json = json;
    }

    /** The answer to a question for the length of a prompt. */
    record Count(@JsonProperty("input_tokens") int inputTokens) {}

    @POST
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Answers a conversation in Anthropic's protocol, whole or as server-sent events")
    public RestMulti<byte[]> create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = call(context, "messages", "/v1/messages");
        MessageRequest request = MessageRequest.read(body);
        rateLimits.about(context, request.generation().model());
        GeneratedText text = generation.start(call, request.generation());
        rateLimits.about(context, text.model().value());
        MessageAnswer answer =
                new MessageAnswer("msg_" + call.request().value(), text.model().value(), request, json);
        // A client may leave before its answer is whole, or before anybody has begun to read a stream for it.
        context.addEndHandler(ignored -> Thread.startVirtualThread(text::close));
        return request.isStreamed() ? stream(context, text, answer) : whole(context, text, answer);
    }

    @POST
    @Path("/count_tokens")
    @Produces("application/json")
    @RunOnVirtualThread
    @Operation(summary = "Counts the tokens of a conversation, which costs a request and no tokens")
    public Count count(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = COUNT_EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = call(context, "messages.count_tokens", "/v1/messages/count_tokens");
        CountRequest request = CountRequest.read(body);
        rateLimits.about(context, request.model());
        var tokenized = tokenization.tokenize(call, Tokenization.Wish.of(request.model(), request.input()));
        Exchange.prepareAnswer(context);
        return new Count(tokenized.tokens().size());
    }

    private Call call(RoutingContext context, String action, String route) {
        Caller caller = Exchange.caller(context)
                .orElseThrow(() -> new Fault(FaultCode.UNAUTHENTICATED, "No API key was given."));
        rateLimits.announce(context, caller, RateLimitHeaders::write);
        return new Call(caller, Exchange.requestId(context), action, route, Exchange.trace(context), false);
    }

    private RestMulti<byte[]> whole(RoutingContext context, GeneratedText text, MessageAnswer answer) {
        GeneratedText.Whole whole =
                receipts.announcing(context, text::admission, text::readAll).getFirst();
        Exchange.prepareAnswer(context);
        return Answers.whole(write(answer.whole(whole, text)));
    }

    /** Waits for the first event, so that whatever fails before it is an ordinary error answer. */
    private RestMulti<byte[]> stream(RoutingContext context, GeneratedText text, MessageAnswer answer) {
        var source = new MessageStream(
                text,
                answer,
                this::write,
                fault -> faults.answer(context, fault).body());
        receipts.announcing(context, text::admission, () -> {
            source.start();
            return source;
        });
        Exchange.prepareAnswer(context);
        return Answers.events(source);
    }

    private String write(Object answer) {
        try {
            return json.writeValueAsString(answer);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("an answer could not be written as JSON", impossible);
        }
    }
}
