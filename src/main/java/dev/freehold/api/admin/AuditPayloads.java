package dev.freehold.api.admin;

import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Reach;
import dev.freehold.auth.RootTenant;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.payload.Payloads;
import dev.freehold.subject.Order;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/** What was said in a call, for those who may know and say why; it is recorded before anything leaves. */
@Path("/admin/v1/audit/{index}/payload")
@Produces("application/json")
@RolesAllowed("investigator")
@RunOnVirtualThread
class AuditPayloads {
    private final AuditReader reader;
    private final AuditLog log;
    private final Payloads payloads;
    private final RootTenant root;
    private final CurrentCaller caller;

    AuditPayloads(AuditReader reader, AuditLog log, Payloads payloads, RootTenant root, CurrentCaller caller) {
        this.reader = reader;
        this.log = log;
        this.payloads = payloads;
        this.root = root;
        this.caller = caller;
    }

    @GET
    @Operation(summary = "Opens the sealed payload of an entry")
    @Parameter(name = "reason", description = "a reference that names nobody, for example CASE-2026-17")
    public String read(
            @PathParam("index") String index,
            @QueryParam("reason") @Nullable String reason,
            @Context RoutingContext context) {
        Caller investigator = caller.require();
        String why = Order.reference("reason", reason == null ? "" : reason);
        AuditEntry entry = entry(number(index), investigator);
        String payload = payloads.read(entry);
        log.record(AuditEntry.of(Kind.ADMIN, "payload.read")
                .request(Exchange.requestId(context))
                .caller(investigator)
                .subject(entry.subject())
                .target(index)
                .change("reason=" + why)
                .outcome("ok")
                .build());
        return payload;
    }

    private AuditEntry entry(long index, Caller investigator) {
        Reach reach = root.reach(investigator);
        return Stream.of(index)
                .filter(asked -> asked < reader.end())
                .flatMap(asked -> reader.at(List.of(asked)).stream())
                .map(RecordedEntry::entry)
                .filter(entry -> entry.actor() == null
                        ? reach.isEverything()
                        : reach.covers(entry.actor().tenant()))
                .findFirst()
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such entry."));
    }

    private static long number(String index) {
        if (!index.matches("0|[1-9][0-9]{0,17}")) {
            throw Fault.invalid("index", "'index' must be the index of an entry.");
        }
        return Long.parseLong(index);
    }
}
