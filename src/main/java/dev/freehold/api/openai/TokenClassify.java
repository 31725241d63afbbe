package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.EntityRecognition;
import dev.freehold.gateway.EntityRecognition.Found;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Texts in, the names in them out. */
@Path("/v1/token_classify")
class TokenClassify {
    private static final String EXAMPLE = """
            {"model":"my-ner","input":"Ada Lovelace lived in London.","aggregation":"simple"}""";

    private final EntityRecognition recognition;
    private final Answering answering;

    TokenClassify(EntityRecognition recognition, Answering answering) {
        this.recognition = recognition;
        this.answering = answering;
    }

    @POST
    @Consumes("application/json")
    @Produces("application/json")
    @RolesAllowed("inference")
    @RunOnVirtualThread
    @Operation(
            summary = "Finds names and the like in texts",
            description = "Offsets (start, end) are counted in Unicode code points.")
    public EntityList create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "token_classify", "/v1/token_classify");
        TokenClassifyRequest request = TokenClassifyRequest.read(body);
        answering.about(context, request.wish().model());
        Answered<List<List<Found>>> found = recognition.find(call, request.wish(), request.aggregation());
        found.admission().ifPresent(index -> answering.recorded(context, index));
        Exchange.prepareAnswer(context);
        return EntityList.of("tokclass-" + call.request().value(), Instant.now().getEpochSecond(), request, found);
    }
}
