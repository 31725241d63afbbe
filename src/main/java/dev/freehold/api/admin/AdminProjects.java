package dev.freehold.api.admin;

import dev.freehold.api.admin.ProjectObject.ProjectList;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Mandate;
import dev.freehold.auth.Project;
import dev.freehold.auth.Projects;
import dev.freehold.auth.RootTenant;
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

/** The projects of a tenant, for its own administrators and those of the root organisation. */
@Path("/admin/v1/tenants/{tenant}/projects")
@Produces("application/json")
@RolesAllowed("admin")
@RunOnVirtualThread
class AdminProjects {
    private final Projects projects;
    private final RootTenant root;
    private final Mandates mandates;
    private final CurrentCaller caller;

    AdminProjects(Projects projects, RootTenant root, Mandates mandates, CurrentCaller caller) {
        this.projects = projects;
        this.root = root;
        this.mandates = mandates;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @ResponseStatus(201)
    @Operation(summary = "Makes a project")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "the same one makes nothing twice")
    public ProjectObject create(
            @PathParam("tenant") String tenant,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = "{\"id\":\"web\",\"name\":\"Web shop\"}"))
                    byte[] body,
            @Context RoutingContext context) {
        Mandate mandate = mandates.of(context, caller.require(), body);
        Optional<Project> before =
                mandates.madeBefore(context, mandate).flatMap(id -> projects.find(mandate.reach(), tenant, id));
        return ProjectObject.of(before.orElseGet(() -> projects.create(tenant, UnitRequest.made(body), mandate)));
    }

    @GET
    @Operation(summary = "Lists a tenant's projects by their ids")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "projects on a page, 1 to 1000; 100 by default")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of the page before")
    public ProjectList list(@PathParam("tenant") String tenant, @Context RoutingContext context) {
        return ProjectList.of(projects.list(
                root.reach(caller.require()),
                tenant,
                Listing.read(context.queryParams()).page()));
    }

    @GET
    @Path("/{project}")
    @Operation(summary = "Describes one project")
    public ProjectObject find(@PathParam("tenant") String tenant, @PathParam("project") String id) {
        return projects.find(root.reach(caller.require()), tenant, id)
                .map(ProjectObject::of)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such project."));
    }

    @PATCH
    @Path("/{project}")
    @Consumes("application/json")
    @Operation(summary = "Renames a project, suspends it or lets it in again")
    public ProjectObject change(
            @PathParam("tenant") String tenant,
            @PathParam("project") String id,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = "{\"suspended\":true}"))
                    byte[] body,
            @Context RoutingContext context) {
        return ProjectObject.of(
                projects.change(tenant, id, UnitRequest.changed(body), mandates.of(context, caller.require())));
    }
}
