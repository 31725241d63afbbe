package dev.freehold.api.openinference;

import dev.freehold.api.Exchange;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What a model takes and gives, and whether it is there. */
@Path("/v2/models")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class ModelInfo {
    private final NamedModels models;

    ModelInfo(NamedModels models) {
        this.models = models;
    }

    /** The answer of {@code GET /v2/models/{model}/ready}. */
    public record Ready(String name, boolean ready) {}

    @GET
    @Path("/{model: .+}")
    @Operation(summary = "Says what a model takes and gives")
    public ModelMetadata metadata(@PathParam("model") String model, @Context RoutingContext context) {
        return models.look(caller(context), model, ModelMetadata::of);
    }

    @GET
    @Path("/{model: .+}/versions/{version}")
    @Operation(hidden = true)
    public ModelMetadata metadata(
            @PathParam("model") String model, @PathParam("version") String version, @Context RoutingContext context) {
        NamedModels.checkVersion(version);
        return metadata(model, context);
    }

    @GET
    @Path("/{model: .+}/ready")
    @Operation(summary = "Says that a model is loaded")
    public Ready ready(@PathParam("model") String model, @Context RoutingContext context) {
        models.require(caller(context), model);
        return new Ready(model, true);
    }

    @GET
    @Path("/{model: .+}/versions/{version}/ready")
    @Operation(hidden = true)
    public Ready ready(
            @PathParam("model") String model, @PathParam("version") String version, @Context RoutingContext context) {
        NamedModels.checkVersion(version);
        return ready(model, context);
    }

    private static Caller caller(RoutingContext context) {
        return Exchange.caller(context)
                .orElseThrow(() -> new Fault(FaultCode.UNAUTHENTICATED, "No API key was given."));
    }
}
