package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.api.JsonFields;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.TextClassification;
import dev.freehold.gateway.TextClassification.Classified;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;

/** Texts in, the labels that fit them out; vLLM's, under its path too. */
@Path("/")
@Consumes("application/json")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class Classify {
    private static final String EXAMPLE = """
            {"model":"my-classifier","input":["What a day!","Go away."]}""";

    private final TextClassification classification;
    private final Answering answering;

    Classify(TextClassification classification, Answering answering) {
        this.classification = classification;
        this.answering = answering;
    }

    @POST
    @Path("/v1/classify")
    @Operation(summary = "Says which of a classifier's labels fit texts")
    public ClassifiedList create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Call call = answering.call(context, "classify", "/v1/classify");
        JsonFields fields = JsonFields.parse(body);
        fields.refuse("truncate_prompt_tokens");
        String model = fields.requiredText("model");
        answering.about(context, model);
        Answered<Classified> classified =
                classification.classify(call, new TextClassification.Wish(model, TextInputs.read(fields)));
        classified.admission().ifPresent(index -> answering.recorded(context, index));
        Exchange.prepareAnswer(context);
        return ClassifiedList.of(
                "classify-" + call.request().value(), Instant.now().getEpochSecond(), classified);
    }

    @POST
    @Path("/classify")
    @Operation(hidden = true)
    public ClassifiedList createAsVllm(byte[] body, @Context RoutingContext context) {
        return create(body, context);
    }
}
