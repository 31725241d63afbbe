package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.TextEmbedding;
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

/** Text in, vectors out. */
@Path("/v1/embeddings")
class Embeddings {
    private static final String EXAMPLE = """
            {"model":"freehold-embed","input":["How do I start?","What is a quota?"]}""";

    private final TextEmbedding embedding;
    private final Answering answering;

    Embeddings(TextEmbedding embedding, Answering answering) {
        this.embedding = embedding;
        this.answering = answering;
    }

    @POST
    @Consumes("application/json")
    @Produces("application/json")
    @RolesAllowed("inference")
    @RunOnVirtualThread
    @Operation(summary = "Turns texts into vectors")
    public EmbeddingList create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "embeddings", "/v1/embeddings");
        EmbeddingsRequest request = EmbeddingsRequest.read(body);
        answering.about(context, request.embedding().model());
        Answered<List<float[]>> embedded = embedding.embed(call, request.embedding());
        embedded.admission().ifPresent(index -> answering.recorded(context, index));
        Exchange.prepareAnswer(context);
        return EmbeddingList.of(
                embedded.model().value(),
                embedded.result(),
                request.encoding(),
                UsageObject.ofEmbedding(embedded.usage(), embedded.footprint()));
    }
}
