package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.api.Exchange;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.Tokenization;
import dev.freehold.gateway.Tokenization.Tokenized;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Text to tokens and back, as vLLM has it, under its paths too. */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class Tokens {
    private static final String TEXT = """
            {"model":"freehold-guide","prompt":"What is Freehold?"}""";
    private static final String TOKENS = """
            {"model":"freehold-guide","tokens":[72,101]}""";

    private final Tokenization tokenization;
    private final Answering answering;

    Tokens(Tokenization tokenization, Answering answering) {
        this.tokenization = tokenization;
        this.answering = answering;
    }

    /**
     * The answer of {@code tokenize}.
     *
     * @param maxModelLength the most tokens that the model reads
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Counted(
            int count,
            @JsonProperty("max_model_len") int maxModelLength,
            List<Integer> tokens,
            @JsonProperty("token_strs") @Nullable List<String> texts) {}

    /** The answer of {@code detokenize}. */
    record Spelt(String prompt) {}

    @POST
    @Path("/v1/tokenize")
    @Operation(summary = "Turns a text or a conversation into tokens; costs a request and no tokens")
    public Counted tokenize(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = TEXT))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "tokenize", "/v1/tokenize");
        Tokenization.Wish wish = TokenizeRequest.read(body).wish();
        answering.about(context, wish.model());
        Tokenized tokenized = tokenization.tokenize(call, wish);
        Exchange.prepareAnswer(context);
        return new Counted(
                tokenized.tokens().size(),
                tokenized.contextLength(),
                tokenized.tokens(),
                wish.isSpelt() ? tokenized.texts() : null);
    }

    @POST
    @Path("/v1/detokenize")
    @Operation(summary = "Turns tokens into text, without the control tokens among them; costs a request and no tokens")
    public Spelt detokenize(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = TOKENS))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "detokenize", "/v1/detokenize");
        DetokenizeRequest request = DetokenizeRequest.read(body);
        answering.about(context, request.model());
        String text = tokenization.detokenize(call, request.model(), request.tokens());
        Exchange.prepareAnswer(context);
        return new Spelt(text);
    }

    @POST
    @Path("/tokenize")
    @Operation(hidden = true)
    public Counted tokenizeAsVllm(byte[] body, @Context RoutingContext context) {
        return tokenize(body, context);
    }

    @POST
    @Path("/detokenize")
    @Operation(hidden = true)
    public Spelt detokenizeAsVllm(byte[] body, @Context RoutingContext context) {
        return detokenize(body, context);
    }
}
