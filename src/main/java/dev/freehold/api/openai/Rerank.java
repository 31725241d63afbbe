package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.TextRanking;
import dev.freehold.gateway.TextRanking.Ranked;
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

/** A query and documents in, the documents in order out. */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class Rerank {
    private static final String EXAMPLE = """
            {"model":"my-ranker","query":"How do I start?","documents":["Run the jar.","What is a quota?"],"top_n":1}""";

    private final TextRanking ranking;
    private final Answering answering;

    Rerank(TextRanking ranking, Answering answering) {
        this.ranking = ranking;
        this.answering = answering;
    }

    @POST
    @Path("/v1/rerank")
    @Operation(summary = "Puts documents in the order of their relevance for a query")
    public RankedList create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "rerank", "/v1/rerank");
        RerankRequest request = RerankRequest.read(body);
        answering.about(context, request.wish().model());
        Answered<List<Ranked>> ranked = ranking.rank(call, request.wish());
        ranked.admission().ifPresent(index -> answering.recorded(context, index));
        Exchange.prepareAnswer(context);
        return RankedList.of("rerank-" + call.request().value(), request, ranked);
    }

    @POST
    @Path("/rerank")
    @Operation(hidden = true)
    public RankedList createAsVllm(byte[] body, @Context RoutingContext context) {
        return create(body, context);
    }
}
