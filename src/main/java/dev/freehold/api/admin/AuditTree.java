package dev.freehold.api.admin;

import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.checkpoint.Checkpoints;
import dev.freehold.audit.checkpoint.LogProofs;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
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
import jakarta.ws.rs.core.Response;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The audit log as a Merkle tree, served as C2SP tlog-tiles says, so that any client of such logs can follow it. */
@Path("/admin/v1/audit")
@RolesAllowed("auditor")
@RunOnVirtualThread
class AuditTree {
    private static final String TEXT = "text/plain; charset=utf-8";
    private static final String BYTES = "application/octet-stream";
    private static final String FOR_EVER = "private, max-age=31536000, immutable";

    private final Checkpoints checkpoints;
    private final LogProofs proofs;
    private final AuditLog log;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final AuditHeader receipts;

    AuditTree(
            Checkpoints checkpoints,
            LogProofs proofs,
            AuditLog log,
            RootTenant root,
            CurrentCaller caller,
            AuditHeader receipts) {
        this.checkpoints = checkpoints;
        this.proofs = proofs;
        this.log = log;
        this.root = root;
        this.caller = caller;
        this.receipts = receipts;
    }

    @GET
    @Path("/checkpoint")
    @Produces(TEXT)
    @Operation(summary = "The newest signed checkpoint, with the cosignatures of its witnesses")
    public Response checkpoint() {
        String note = checkpoints
                .newest()
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "No checkpoint has been signed yet."))
                .toString();
        return Response.ok(note, TEXT).header("Cache-Control", "no-store").build();
    }

    @GET
    @Path("/verifier-keys")
    @Produces(TEXT)
    @Operation(summary = "The keys that check the log's signatures, the oldest first, the one that signs now last")
    public Response keys() {
        String keys = checkpoints.keys().stream().map(key -> key + "\n").collect(Collectors.joining());
        return Response.ok(keys, TEXT).header("Cache-Control", "no-store").build();
    }

    @GET
    @Path("/tile/entries/{path: .+}")
    @Produces(BYTES)
    @Operation(summary = "Up to 256 entries, for auditors of the root organisation; recorded")
    public Response entries(@PathParam("path") String path, @Context RoutingContext context) {
        Caller auditor = caller.require();
        if (!root.reach(auditor).isEverything()) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such tile in the newest checkpoint.");
        }
        byte[] bundle = proofs.entries(path);
        long index = log.record(AuditEntry.of(Kind.ADMIN, "audit.read")
                .request(Exchange.requestId(context))
                .caller(auditor)
                .outcome("ok")
                .target("entries/" + path)
                .build());
        receipts.announce(context, index);
        return Response.ok(bundle, BYTES).header("Cache-Control", FOR_EVER).build();
    }

    @GET
    @Path("/tile/{level}/{path: .+}")
    @Produces(BYTES)
    @Operation(summary = "Up to 256 hashes of the tree")
    public Response tile(@PathParam("level") String level, @PathParam("path") String path) {
        return Response.ok(proofs.tile(level, path), BYTES)
                .header("Cache-Control", FOR_EVER)
                .build();
    }
}
