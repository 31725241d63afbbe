package dev.freehold.api.openai;

import dev.freehold.api.Exchange;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.ModelCatalogue;
import dev.freehold.registry.passport.PassportFormat;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** The models that this key may use, and no others. */
@Path("/v1/models")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class Models {
    private final ModelCatalogue catalogue;
    private final Answering answering;

    Models(ModelCatalogue catalogue, Answering answering) {
        this.catalogue = catalogue;
        this.answering = answering;
    }

    @GET
    @Operation(summary = "Lists the models that this key may use")
    public ModelList list(@Context RoutingContext context) {
        Call call = answering.call(context, "models.list", "/v1/models");
        Exchange.prepareAnswer(context);
        return ModelList.of(catalogue.visibleTo(call.caller()));
    }

    @GET
    @Path("/{id: .+}")
    @Operation(summary = "Describes one model")
    public ModelList.Model find(@PathParam("id") String id, @Context RoutingContext context) {
        Call call = answering.call(context, "models.get", "/v1/models/{id}");
        answering.about(context, id);
        Exchange.prepareAnswer(context);
        return ModelList.Model.of(visible(call, id));
    }

    @GET
    @Path("/{id: .+}/passport")
    @Produces({"application/json", "text/markdown", "application/vnd.cyclonedx+json"})
    @Operation(summary = "Tells what is known of one model, and who says so")
    public Response passport(
            @PathParam("id") String id,
            @QueryParam("format") @Nullable String format,
            @Context RoutingContext context) {
        Call call = answering.call(context, "models.passport", "/v1/models/{id}/passport");
        answering.about(context, id);
        PassportFormat wanted = PassportFormat.named(format == null ? "json" : format)
                .orElseThrow(() -> new Fault(FaultCode.INVALID_REQUEST, "format must be json, markdown or cyclonedx.")
                        .about("format"));
        Exchange.prepareAnswer(context);
        return Response.ok(visible(call, id).offer().passport(wanted), wanted.mediaType())
                .build();
    }

    private ModelCatalogue.Entry visible(Call call, String id) {
        return catalogue
                .find(call.caller(), id)
                .orElseThrow(() -> new Fault(
                                FaultCode.MODEL_NOT_FOUND, "The model does not exist or this key may not use it.")
                        .about("model"));
    }
}
