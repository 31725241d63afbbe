package dev.freehold.api.admin;

import dev.freehold.api.admin.TenantObject.TenantList;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Mandate;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.Tenant;
import dev.freehold.auth.Tenants;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

/** Tenants: made, renamed, suspended and let in again by the root organisation's administrators; others see their own. */
@Path("/admin/v1/tenants")
@Produces("application/json")
@RolesAllowed("admin")
@RunOnVirtualThread
class AdminTenants {
    private final Tenants tenants;
    private final RootTenant root;
    private final Mandates mandates;
    private final CurrentCaller caller;

    AdminTenants(Tenants tenants, RootTenant root, Mandates mandates, CurrentCaller caller) {
        this.tenants = tenants;
        this.root = root;
        this.mandates = mandates;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @ResponseStatus(201)
    @Operation(summary = "Makes a tenant with its project 'default'")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "the same one makes nothing twice")
    public TenantObject create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = "{\"id\":\"acme\",\"name\":\"Acme Ltd\"}"))
                    byte[] body,
            @Context RoutingContext context) {
        Caller admin = caller.require();
        Mandate mandate = mandates.of(context, admin, body);
        Optional<Tenant> before =
                mandates.madeBefore(context, mandate).flatMap(id -> tenants.find(mandate.reach(), id));
        return TenantObject.of(before.orElseGet(() -> tenants.create(UnitRequest.made(body), mandate)));
    }

    @GET
    @Operation(summary = "Lists tenants by their ids")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "tenants on a page, 1 to 1000; 100 by default")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of the page before")
    public TenantList list(@Context RoutingContext context) {
        return TenantList.of(tenants.list(
                root.reach(caller.require()),
                Listing.read(context.queryParams()).page()));
    }

    @GET
    @Path("/{tenant}")
    @Operation(summary = "Describes one tenant")
    public TenantObject find(@PathParam("tenant") String id) {
        return tenants.find(root.reach(caller.require()), id)
                .map(TenantObject::of)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such tenant."));
    }

    @PATCH
    @Path("/{tenant}")
    @Consumes("application/json")
    @Operation(summary = "Renames a tenant, suspends it or lets it in again")
    public TenantObject change(
            @PathParam("tenant") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = "{\"suspended\":true}"))
                    byte[] body,
            @Context RoutingContext context) {
        return TenantObject.of(tenants.change(id, UnitRequest.changed(body), mandates.of(context, caller.require())));
    }
}
