package dev.freehold.api.admin;

import dev.freehold.alias.Alias;
import dev.freehold.alias.Aliases;
import dev.freehold.api.admin.AliasObject.AliasList;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Mandate;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelHost;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Names that models answer to. They belong to the deployment, and to no tenant. */
@Path("/admin/v1/aliases")
@Produces("application/json")
@RolesAllowed("operator")
@RunOnVirtualThread
class AdminAliases {
    private static final String EXAMPLE = """
            {"targets":[{"model":"freehold-guide","weight":90},{"model":"guide-next","weight":10}],"by":"caller",\
            "shadow":{"model":"guide-next","percent":5},"pins":{"acme":"freehold-guide"}}""";

    private final Aliases aliases;
    private final ModelHost models;
    private final Mandates mandates;
    private final CurrentCaller caller;

    AdminAliases(Aliases aliases, ModelHost models, Mandates mandates, CurrentCaller caller) {
        this.aliases = aliases;
        this.models = models;
        this.mandates = mandates;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Lists the names that models answer to besides their own")
    public AliasList list() {
        return new AliasList(aliases.list().stream().map(AliasObject::of).toList());
    }

    @PUT
    @Path("/{name: .+}")
    @Consumes("application/json")
    @Operation(summary = "Says which models answer to a name, and how calls are shared among them")
    public AliasObject put(
            @PathParam("name") String name,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Aliases.Note note = note(context);
        if (!ModelId.isValid(name)) {
            throw Fault.invalid("name", "'name' must be 1 to 128 of A-Z a-z 0-9 . _ / -");
        }
        Alias alias = AliasObject.read(new ModelId(name), body);
        if (models.knows(alias.name())) {
            throw new Fault(
                    FaultCode.CONFLICT, "There is a model '%s', and it answers to its own name.".formatted(name));
        }
        aliases.put(alias, note);
        return AliasObject.of(alias);
    }

    @DELETE
    @Path("/{name: .+}")
    @ResponseStatus(204)
    @Operation(summary = "Removes a name; the models stay")
    public void remove(@PathParam("name") String name, @Context RoutingContext context) {
        Aliases.Note note = note(context);
        if (ModelId.isValid(name)) {
            aliases.remove(new ModelId(name), note);
        }
    }

    private Aliases.Note note(RoutingContext context) {
        Mandate mandate = mandates.of(context, caller.require());
        if (!mandate.reach().isEverything()) {
            throw new Fault(FaultCode.FORBIDDEN, "Only operators of the root organisation may do this.");
        }
        return mandate.witness()::note;
    }
}
