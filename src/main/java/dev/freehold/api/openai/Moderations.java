package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.TextClassification;
import dev.freehold.gateway.TextModeration;
import dev.freehold.gateway.TextModeration.Moderated;
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

/** Texts in, what they should be flagged for out. */
@Path("/v1/moderations")
class Moderations {
    private static final String EXAMPLE = """
            {"input":["What a day!","Go away."]}""";

    private final TextModeration moderation;
    private final Answering answering;

    Moderations(TextModeration moderation, Answering answering) {
        this.moderation = moderation;
        this.answering = answering;
    }

    @POST
    @Consumes("application/json")
    @Produces("application/json")
    @RolesAllowed("inference")
    @RunOnVirtualThread
    @Operation(summary = "Says what texts should be flagged for, by the classifier that the operator named")
    public ModerationList create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "moderations", "/v1/moderations");
        ModerationsRequest request = ModerationsRequest.read(body);
        String model = moderation.model(request.model());
        answering.about(context, model);
        Answered<List<Moderated>> moderated =
                moderation.moderate(call, new TextClassification.Wish(model, request.inputs()));
        moderated.admission().ifPresent(index -> answering.recorded(context, index));
        Exchange.prepareAnswer(context);
        return ModerationList.of(
                "modr-" + call.request().value(), moderated.model().value(), moderated.result());
    }
}
