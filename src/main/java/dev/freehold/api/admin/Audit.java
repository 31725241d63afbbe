package dev.freehold.api.admin;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditPage;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
import dev.freehold.core.Caller;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The audit log, for those who review it; reading it is itself recorded. */
@Path("/admin/v1/audit")
@Produces("application/json")
@RolesAllowed("auditor")
@RunOnVirtualThread
class Audit {
    private final AuditReader reader;
    private final AuditLog log;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    Audit(AuditReader reader, AuditLog log, RootTenant root, CurrentCaller caller, ObjectMapper json) {
        this.reader = reader;
        this.log = log;
        this.root = root;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Operation(summary = "Lists entries, newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "entries on a page, 1 to 1000; 100 by default")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of the page before")
    @Parameter(
            name = "kind",
            in = ParameterIn.QUERY,
            description = "admit, settle, abort, orphan, deny, admin or lifecycle")
    @Parameter(name = "action", in = ParameterIn.QUERY, description = "for example chat.completions or key.create")
    @Parameter(name = "actor", in = ParameterIn.QUERY, description = "a caller's id, for example key:q7Tz0aB3xY")
    @Parameter(name = "tenant", in = ParameterIn.QUERY)
    @Parameter(name = "model", in = ParameterIn.QUERY)
    @Parameter(name = "outcome", in = ParameterIn.QUERY, description = "for example stop, length or rate_limited")
    @Parameter(name = "request", in = ParameterIn.QUERY, description = "a request id")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "a time such as 2026-01-31T12:00:00Z, included")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "a time, not included")
    public ObjectNode list(@Context RoutingContext context) {
        Caller auditor = caller.require();
        AuditPage page = reader.find(AuditFilter.read(context.queryParams(), root.reach(auditor)));
        log.record(AuditEntry.of(Kind.ADMIN, "audit.read")
                .request(Exchange.requestId(context))
                .caller(auditor)
                .outcome("ok")
                .build());
        return body(page);
    }

    private ObjectNode body(AuditPage page) {
        ObjectNode body = json.createObjectNode();
        var entries = body.putArray("entries");
        page.entries().forEach(recorded -> entries.add(entry(recorded)));
        if (page.next().isPresent()) {
            body.put("next_cursor", Long.toString(page.next().getAsLong()));
        } else {
            body.putNull("next_cursor");
        }
        return body;
    }

    /** The recorded line itself, with its index. */
    private ObjectNode entry(RecordedEntry recorded) {
        try {
            ObjectNode object = json.createObjectNode().put("index", recorded.index());
            return object.setAll((ObjectNode) json.readTree(EntryJson.write(recorded.entry())));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a recorded entry is not JSON", impossible);
        }
    }
}
