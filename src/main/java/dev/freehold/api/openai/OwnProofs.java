package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.audit.AuditLeaves;
import dev.freehold.audit.checkpoint.LogProofs;
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
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** Proves to callers that their own calls are in the audit log; the entries of others are not there for them. */
@Path("/v1/audit/proof")
@RolesAllowed("inference")
@RunOnVirtualThread
class OwnProofs {
    private static final String TEXT = "text/plain; charset=utf-8";

    /** A checkpoint normally comes every second. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final AuditLeaves leaves;
    private final LogProofs proofs;
    private final Answering answering;
    private final ObjectMapper json;

    OwnProofs(AuditLeaves leaves, LogProofs proofs, Answering answering, ObjectMapper json) {
        this.leaves = leaves;
        this.proofs = proofs;
        this.answering = answering;
        this.json = json;
    }

    @GET
    @Path("/{index}")
    @Produces(TEXT)
    @Operation(
            summary = "Proves that the entry a Freehold-Audit header named is in the audit log, as a C2SP tlog-proof")
    public Response prove(@PathParam("index") String index, @Context RoutingContext context) {
        Caller caller = answering
                .call(context, "audit.proof", "/v1/audit/proof/{index}")
                .caller();
        long wanted = number(index);
        if (wanted < 0 || wanted >= leaves.end() || !isOwn(wanted, caller)) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such entry of yours.");
        }
        return Response.ok(proofs.inclusion(wanted, PATIENCE).toString(), TEXT)
                .header("Cache-Control", "no-store")
                .build();
    }

    private static long number(String index) {
        try {
            return index.matches("0|[1-9][0-9]{0,17}") ? Long.parseLong(index) : -1;
        } catch (NumberFormatException tooLarge) {
            return -1;
        }
    }

    private boolean isOwn(long index, Caller caller) {
        boolean[] own = new boolean[1];
        leaves.read(index, index + 1, (at, leaf) -> {
            JsonNode actor = read(leaf).path("actor");
            own[0] = caller.id().equals(actor.path("id").textValue())
                    && caller.tenant().equals(actor.path("tenant").textValue());
        });
        return own[0];
    }

    private JsonNode read(byte[] leaf) {
        try {
            return json.readTree(leaf);
        } catch (IOException impossible) {
            throw new UncheckedIOException("a recorded entry is not JSON", impossible);
        }
    }
}
