package dev.freehold.api.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditFacets;
import dev.freehold.audit.AuditHistogram;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditPage;
import dev.freehold.audit.AuditSearch;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Reach;
import dev.freehold.auth.RootTenant;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The audit log, for those who review it; reading it is itself recorded. */
@Path("/admin/v1/audit")
@Produces("application/json")
@RolesAllowed("auditor")
@RunOnVirtualThread
class Audit {
    private final AuditSearch search;
    private final AuditLog log;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    Audit(AuditSearch search, AuditLog log, RootTenant root, CurrentCaller caller, ObjectMapper json) {
        this.search = search;
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
    @Parameter(name = "project", in = ParameterIn.QUERY)
    @Parameter(name = "model", in = ParameterIn.QUERY)
    @Parameter(name = "outcome", in = ParameterIn.QUERY, description = "for example stop, length or rate_limited")
    @Parameter(name = "status", in = ParameterIn.QUERY, description = "an HTTP status, for example 429")
    @Parameter(name = "request", in = ParameterIn.QUERY, description = "a request id")
    @Parameter(
            name = "without",
            in = ParameterIn.QUERY,
            description = "an action to leave out, for example audit.read: that somebody has read the log")
    @Parameter(
            name = "text",
            in = ParameterIn.QUERY,
            description =
                    "a part of the action, actor, tenant, project, route, model, outcome, target or change, in any case")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "a time such as 2026-01-31T12:00:00Z, included")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "a time, not included")
    public ObjectNode list(@Context RoutingContext context) {
        AuditPage page = search.find(AuditFilter.read(context.queryParams(), reach()));
        witness(context);
        return body(page);
    }

    @GET
    @Path("/facets")
    @Operation(
            summary = "Counts entries by what they have in each field",
            description = "Takes the filters of the list.")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "values of each field, 1 to 1000; 20 by default")
    public ObjectNode facets(@Context RoutingContext context) {
        AuditFilter.Values wanted = AuditFilter.Values.read(context.queryParams(), reach());
        AuditFacets facets = search.facets(wanted.criteria(), wanted.limit());
        witness(context);
        return body(facets);
    }

    @GET
    @Path("/histogram")
    @Operation(
            summary = "Counts entries over time",
            description = "Takes the filters of the list; without from or to, the time of the entries that match.")
    @Parameter(name = "buckets", in = ParameterIn.QUERY, description = "1 to 1000; 60 by default")
    public ObjectNode histogram(@Context RoutingContext context) {
        AuditFilter.OverTime wanted = AuditFilter.OverTime.read(context.queryParams(), reach());
        AuditHistogram histogram = search.histogram(wanted.criteria(), wanted.buckets());
        witness(context);
        return body(histogram);
    }

    private Reach reach() {
        return root.reach(caller.require());
    }

    private void witness(RoutingContext context) {
        log.record(AuditEntry.of(Kind.ADMIN, "audit.read")
                .request(Exchange.requestId(context))
                .caller(caller.require())
                .outcome("ok")
                .build());
    }

    private ObjectNode body(AuditFacets facets) {
        ObjectNode body = json.createObjectNode().put("total", facets.total());
        ObjectNode all = body.putObject("facets");
        facets.byFacet().forEach((facet, values) -> {
            ObjectNode field = all.putObject(facet.wireName());
            field.put("distinct", values.distinct()).put("others", values.others());
            ArrayNode top = field.putArray("values");
            values.top()
                    .forEach(
                            value -> top.addObject().put("value", value.value()).put("entries", value.entries()));
        });
        return body;
    }

    private ObjectNode body(AuditHistogram histogram) {
        ObjectNode body = json.createObjectNode();
        body.put("bucket_microseconds", histogram.width().toNanos() / 1000);
        ArrayNode buckets = body.putArray("buckets");
        Instant start = histogram.from();
        for (long entries : histogram.counts()) {
            buckets.addObject().put("from", start.toString()).put("entries", entries);
            start = start.plus(histogram.width());
        }
        return body;
    }

    private ObjectNode body(AuditPage page) {
        ObjectNode body = json.createObjectNode();
        var entries = body.putArray("entries");
        page.entries().forEach(recorded -> entries.add(EntryObject.of(json, recorded)));
        if (page.next().isPresent()) {
            body.put("next_cursor", Long.toString(page.next().getAsLong()));
        } else {
            body.putNull("next_cursor");
        }
        return body;
    }
}
