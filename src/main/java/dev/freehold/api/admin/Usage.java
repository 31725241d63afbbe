package dev.freehold.api.admin;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
import dev.freehold.export.CsvText;
import dev.freehold.quota.UsageQuery;
import dev.freehold.quota.UsageQuery.Grouping;
import dev.freehold.quota.UsageReport;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** What was used, by whom, of which model, when: the audit log added up. */
@Path("/admin/v1/usage")
@RolesAllowed("admin")
@RunOnVirtualThread
class Usage {
    private static final String CSV = "text/csv";

    private final UsageReport report;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final ObjectMapper json;

    Usage(UsageReport report, RootTenant root, CurrentCaller caller, ObjectMapper json) {
        this.report = report;
        this.root = root;
        this.caller = caller;
        this.json = json;
    }

    @GET
    @Produces({"application/json", CSV})
    @Operation(summary = "Adds up what was used, as JSON or as CSV")
    @Parameter(
            name = "from",
            in = ParameterIn.QUERY,
            description = "the first day in UTC, such as 2026-01-01; the first of this month by default")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "the last day; today by default")
    @Parameter(name = "tenant", in = ParameterIn.QUERY)
    @Parameter(
            name = "group_by",
            in = ParameterIn.QUERY,
            description = "some of tenant,project,caller,model,day; day,model by default")
    @Parameter(
            name = "format",
            in = ParameterIn.QUERY,
            description = "json or csv; as the header Accept asks by default")
    public Response add(@Context RoutingContext context) {
        UsageFilter filter = UsageFilter.read(context.queryParams(), root.reach(caller.require()));
        List<UsageReport.Line> lines = report.of(filter.query());
        return switch (filter.format().orElseGet(() -> acceptable(context))) {
            case JSON ->
                Response.ok(body(filter.query(), lines), "application/json").build();
            case CSV ->
                Response.ok(csv(filter.query(), lines), CSV + ";charset=utf-8;header=present")
                        .header("Content-Disposition", "attachment; filename=\"usage.csv\"")
                        .build();
        };
    }

    private static UsageFilter.Format acceptable(RoutingContext context) {
        String accept = context.request().getHeader("Accept");
        return accept != null && accept.startsWith(CSV) ? UsageFilter.Format.CSV : UsageFilter.Format.JSON;
    }

    private ObjectNode body(UsageQuery query, List<UsageReport.Line> lines) {
        ObjectNode body = json.createObjectNode();
        body.put("from", query.from().toString()).put("to", query.to().toString());
        query.tenant().ifPresent(tenant -> body.put("tenant", tenant));
        var usage = body.putArray("usage");
        for (UsageReport.Line line : lines) {
            ObjectNode object = usage.addObject();
            line.group().forEach((grouping, name) -> object.put(grouping.wireName(), name));
            object.put("requests", line.requests())
                    .put("input_tokens", line.inputTokens())
                    .put("output_tokens", line.outputTokens())
                    .put("total_tokens", line.inputTokens() + line.outputTokens())
                    .put("energy_joules", line.microjoules() / 1e6);
        }
        return body;
    }

    private static String csv(UsageQuery query, List<UsageReport.Line> lines) {
        List<Object> header =
                new ArrayList<>(query.groups().stream().map(Grouping::wireName).toList());
        header.addAll(List.of("requests", "input_tokens", "output_tokens", "total_tokens", "energy_joules"));
        CsvText csv = new CsvText().line(header);
        for (UsageReport.Line line : lines) {
            List<Object> cells = new ArrayList<>(line.group().values());
            cells.addAll(List.of(
                    line.requests(),
                    line.inputTokens(),
                    line.outputTokens(),
                    line.inputTokens() + line.outputTokens(),
                    line.microjoules() / 1e6));
            csv.line(cells);
        }
        return csv.toString();
    }
}
