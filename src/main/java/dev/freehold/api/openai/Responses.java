package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.core.Fault;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.TextGeneration;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestMulti;

/** Responses: items in, items out; kept for a while where the operator allows it. */
@Path("/v1/responses")
class Responses {
    private static final String EXAMPLE = """
            {"model":"freehold-guide","input":"What is Freehold?","stream":false}""";

    private final TextGeneration generation;
    private final Answering answering;
    private final ResponseKeeping keeping;

    Responses(TextGeneration generation, Answering answering, ResponseKeeping keeping) {
        this.generation = generation;
        this.answering = answering;
        this.keeping = keeping;
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed("inference")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Answers with a response, whole or as server-sent events")
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
        Call call = answering.call(context, "responses", "/v1/responses");
        ResponseRequest request = ResponseRequest.read(body, id -> keeping.before(call.caller(), id));
        answering.about(context, request.generation().model());
        GeneratedText text = start(call, request);
        answering.about(context, text.model().value());
        ResponseWriting writing = new ResponseWriting(request, text.model().value(), keeping.mayKeep(request));
        Answering.closeWithConnection(context, text);
        return request.stream() ? stream(call, context, text, writing) : whole(call, context, text, writing);
    }

    private RestMulti<byte[]> stream(Call call, RoutingContext context, GeneratedText text, ResponseWriting writing) {
        ResponseEvents events = new ResponseEvents(
                text,
                writing,
                answering::write,
                written -> keeping.finish(call.caller(), written, text),
                fault -> answering.note(context, fault));
        return answering.events(context, text, events, events::start);
    }

    private RestMulti<byte[]> whole(Call call, RoutingContext context, GeneratedText text, ResponseWriting writing) {
        ResponseWriting written = answering.announcing(context, text, () -> {
            while (!text.isEnded()) {
                writing.add(text.next().piece());
            }
            return writing;
        });
        ResponseObject response = keeping.finish(call.caller(), written, text);
        Exchange.prepareAnswer(context);
        return answering.whole(response);
    }

    /** What is wrong with a conversation is said in the words of this protocol. */
    private GeneratedText start(Call call, ResponseRequest request) {
        try {
            return generation.start(call, request.generation());
        } catch (Fault fault) {
            throw switch (fault.parameter().orElse("")) {
                case "messages" -> fault.about("input");
                case "reasoning_effort" -> fault.about("reasoning.effort");
                default -> fault;
            };
        }
    }
}
