package dev.freehold.api.openinference;

import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.Departures;
import dev.freehold.gateway.TensorInference;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** Tensors in, tensors out: as JSON, or as JSON with the tensors' bytes behind it. */
@Path("/v2/models")
@RolesAllowed("inference")
@RunOnVirtualThread
class Infer {
    static final String ACTION = "infer";

    private static final String ROUTE = "/v2/models/{model}/infer";
    private static final String EXAMPLE = """
            {"inputs":[{"name":"x","shape":[1,3],"datatype":"FP32","data":[0.5,1,2]}]}""";

    private final TensorInference inference;
    private final AuditHeader receipts;
    private final Departures departures;

    Infer(TensorInference inference, AuditHeader receipts, Departures departures) {
        this.inference = inference;
        this.receipts = receipts;
        this.departures = departures;
    }

    @POST
    @Path("/{model: .+}/infer")
    @Operation(summary = "Runs a graph on tensors")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = "application/json",
                            schema = @Schema(type = SchemaType.OBJECT),
                            example = EXAMPLE))
    public Response infer(
            @PathParam("model") String model,
            @HeaderParam(InferBody.HEADER_LENGTH) @Nullable String headerLength,
            @Context RoutingContext context) {
        return answer(model, Optional.empty(), headerLength, context);
    }

    @POST
    @Path("/{model: .+}/versions/{version}/infer")
    @Operation(hidden = true)
    public Response infer(
            @PathParam("model") String model,
            @PathParam("version") String version,
            @HeaderParam(InferBody.HEADER_LENGTH) @Nullable String headerLength,
            @Context RoutingContext context) {
        return answer(model, Optional.of(version), headerLength, context);
    }

    private Response answer(
            String model, Optional<String> version, @Nullable String headerLength, RoutingContext context) {
        Call call = new Call(
                Exchange.caller(context)
                        .orElseThrow(() -> new Fault(FaultCode.UNAUTHENTICATED, "No API key was given.")),
                Exchange.requestId(context),
                ACTION,
                ROUTE,
                Exchange.trace(context),
                false);
        context.addEndHandler(ended -> departures.left(call.request()));
        Answered<InferAnswer> answered = TensorBody.read(context, body -> {
            InferRequest request = InferRequest.read(InferBody.of(body, headerLength), model);
            return inference.infer(
                    call, request.wish(model, version), outputs -> InferAnswer.of(model, request, outputs));
        });
        answered.admission().ifPresent(index -> receipts.announce(context, index));
        InferAnswer answer = answered.result();
        Response.ResponseBuilder response = Response.ok(answer.body(), answer.mediaType());
        answer.headerLength().ifPresent(length -> response.header(InferBody.HEADER_LENGTH, length));
        return response.build();
    }
}
