package dev.freehold.api.admin;

import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Mandate;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ChangeNote;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ModelLoadException;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What is loaded, which folders could not be served and why; models come and go while calls run. */
@Path("/admin/v1/models")
@Produces("application/json")
@RolesAllowed("operator")
@RunOnVirtualThread
class Models {
    private final ModelHost host;
    private final Mandates mandates;
    private final CurrentCaller caller;

    Models(ModelHost host, Mandates mandates, CurrentCaller caller) {
        this.host = host;
        this.mandates = mandates;
        this.caller = caller;
    }

    /** The answer: what serves, and what does not. */
    record Report(List<ModelObject> models, List<RefusedFolder> refused) {}

    record RefusedFolder(String folder, String reason) {}

    @GET
    @Operation(summary = "Lists the models with what they are doing, and the folders that could not be served")
    public Report list() {
        return new Report(
                host.standings().stream().map(ModelObject::of).toList(),
                host.refusals().stream()
                        .map(refusal -> new RefusedFolder(refusal.folder(), refusal.reason()))
                        .toList());
    }

    @POST
    @Path("/{id: .+}/load")
    @Operation(summary = "Checks a model's folder and loads it, unless the same files answer already")
    public ModelObject load(@PathParam("id") String id, @Context RoutingContext context) {
        return load(id, false, context);
    }

    @POST
    @Path("/{id: .+}/reload")
    @Operation(summary = "Checks a model's folder and loads it anew; running calls finish with what they began with")
    public ModelObject reload(@PathParam("id") String id, @Context RoutingContext context) {
        return load(id, true, context);
    }

    @POST
    @Path("/{id: .+}/unload")
    @Operation(summary = "Lets no new calls come to a model, and closes it when the running ones have ended")
    public ModelObject unload(@PathParam("id") String id, @Context RoutingContext context) {
        return ModelObject.of(host.unload(named(id), note(context)));
    }

    private ModelObject load(String id, boolean again, RoutingContext context) {
        try {
            return ModelObject.of(host.load(named(id), again, note(context)));
        } catch (ModelLoadException refused) {
            String rest = host.find(named(id)).isPresent() ? " What served before still does." : "";
            throw new Fault(FaultCode.CONFLICT, "It was not loaded: " + refused.getMessage() + rest);
        }
    }

    /** Models belong to the deployment, and to no tenant. */
    private ChangeNote note(RoutingContext context) {
        Mandate mandate = mandates.of(context, caller.require());
        if (!mandate.reach().isEverything()) {
            throw new Fault(FaultCode.FORBIDDEN, "Only operators of the root organisation may do this.");
        }
        return change -> mandate.witness().note(change.action(), change.id().value(), change.inWords());
    }

    private static ModelId named(String id) {
        if (!ModelId.isValid(id)) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such model.");
        }
        return new ModelId(id);
    }
}
