package dev.freehold.api.admin;

import dev.freehold.core.Outward;
import dev.freehold.core.OutwardConnection;
import io.quarkus.arc.All;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import java.util.Comparator;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Whom this gateway could connect to: those whom its settings name, and nobody else. */
@Path("/admin/v1/sovereignty")
@Produces("application/json")
@RolesAllowed({"operator", "auditor"})
@RunOnVirtualThread
class Sovereignty {
    private final List<Outward> rooms;

    Sovereignty(@All List<Outward> rooms) {
        this.rooms = rooms;
    }

    /** The answer. */
    record Connections(List<OutwardConnection> connections) {}

    @GET
    @Operation(summary = "Lists every connection that the gateway, or its command line, could open to others")
    public Connections list() {
        return new Connections(rooms.stream()
                .flatMap(room -> room.outward().stream())
                .sorted(Comparator.comparing(OutwardConnection::setting).thenComparing(OutwardConnection::to))
                .toList());
    }
}
