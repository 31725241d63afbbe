package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.ObjectMapper;
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

/** Text in, its continuation out. */
@Path("/v1/completions")
class Completions {
    private static final String EXAMPLE = """
            {"model":"freehold-guide","prompt":"Freehold is","max_tokens":16}""";

    private final TextGeneration generation;
    private final Answering answering;
    private final ObjectMapper json;

    Completions(TextGeneration generation, Answering answering, ObjectMapper json) {
        this.generation = generation;
        this.answering = answering;
        this.json = json;
    }

    @POST
    @Consumes("application/json")
    @RolesAllowed("inference")
    @Blocking
    @RunOnVirtualThread
    @Operation(summary = "Continues a text, whole or as server-sent events")
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
        Call call = answering.call(context, "completions", "/v1/completions");
        CompletionRequest request = CompletionRequest.read(body);
        answering.about(context, request.generation().model());
        GeneratedText text = generation.start(call, request.generation());
        answering.about(context, text.model().value());
        TextAnswer answer =
                new TextAnswer("cmpl-" + call.request().value(), text.model().value(), request, json);
        return request.stream().enabled()
                ? answering.stream(context, text, answer)
                : answering.whole(answer.whole(answering.readAll(context, text), text));
    }
}
