package dev.freehold.api.openinference;

import dev.freehold.gateway.ModelCatalogue;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Response;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** What the server is, and whether it serves. */
@Path("/v2")
@Produces("application/json")
@RolesAllowed("inference")
@RunOnVirtualThread
class ServerInfo {
    private final ModelCatalogue catalogue;
    private final String version;

    ServerInfo(ModelCatalogue catalogue, @ConfigProperty(name = "quarkus.application.version") String version) {
        this.catalogue = catalogue;
        this.version = version;
    }

    /** It answers, therefore it lives. */
    public record Live(boolean live) {}

    /** The answer of {@code GET /v2/health/ready}. */
    public record Ready(boolean ready) {}

    @GET
    @Operation(summary = "Says what this server is")
    public ServerMetadata metadata() {
        return ServerMetadata.of(version);
    }

    @GET
    @Path("/health/live")
    @Operation(summary = "Says that the server runs")
    public Live live() {
        return new Live(true);
    }

    @GET
    @Path("/health/ready")
    @Operation(summary = "Says whether the server serves models")
    public Response ready() {
        boolean isReady = catalogue.isServing();
        return Response.status(isReady ? 200 : 503).entity(new Ready(isReady)).build();
    }
}
