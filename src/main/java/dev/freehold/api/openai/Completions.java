package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.freehold.api.openai.TextCompletion.Choice;
import dev.freehold.core.Usage;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.TextGeneration;
import dev.freehold.inference.TokenStream.FinishReason;
import io.smallrye.common.annotation.Blocking;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.RestMulti;
import org.jspecify.annotations.Nullable;

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
        Pieces pieces = new Pieces(call, request);
        GeneratedText text = generation.start(call, request.generation());
        return request.stream().enabled()
                ? answering.stream(context, text, pieces)
                : answering.whole(pieces.whole(answering.readAll(context, text), text.usage()));
    }

    /** The objects of one answer. */
    private final class Pieces implements TextEvents {
        private final String id;
        private final long created = Instant.now().getEpochSecond();
        private final String model;
        private final boolean includeUsage;

        Pieces(Call call, CompletionRequest request) {
            this.id = "cmpl-" + call.request().value();
            this.model = request.generation().model();
            this.includeUsage = request.stream().includeUsage();
        }

        TextCompletion whole(GeneratedText.Whole whole, Usage usage) {
            return object(List.of(new Choice(whole.text(), 0, null, FinishReasons.name(whole.reason()))), tree(usage));
        }

        @Override
        public List<Object> begin() {
            return List.of();
        }

        @Override
        public Object text(String text) {
            return piece(text, null);
        }

        @Override
        public List<Object> end(FinishReason reason, Usage usage) {
            TextCompletion last = piece("", FinishReasons.name(reason));
            return includeUsage ? List.of(last, object(List.of(), tree(usage))) : List.of(last);
        }

        private TextCompletion piece(String text, @Nullable String finishReason) {
            return object(
                    List.of(new Choice(text, 0, null, finishReason)), includeUsage ? NullNode.getInstance() : null);
        }

        private TextCompletion object(List<Choice> choices, @Nullable JsonNode usage) {
            return new TextCompletion(id, "text_completion", created, model, choices, usage);
        }

        private JsonNode tree(Usage usage) {
            return json.valueToTree(UsageObject.ofGeneration(usage));
        }
    }
}
