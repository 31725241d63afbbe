package dev.freehold.api.admin;

import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
import dev.freehold.core.Caller;
import dev.freehold.export.EntryFormat;
import dev.freehold.export.EntryFormats;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;

/** The audit log to take away, as a stream: oldest first, as long as it is. */
@Path("/admin/v1/audit/export")
@RolesAllowed("auditor")
@RunOnVirtualThread
class AuditExport {
    private final AuditReader reader;
    private final AuditLog log;
    private final EntryFormats formats;
    private final RootTenant root;
    private final CurrentCaller caller;

    AuditExport(AuditReader reader, AuditLog log, EntryFormats formats, RootTenant root, CurrentCaller caller) {
        this.reader = reader;
        this.log = log;
        this.formats = formats;
        this.root = root;
        this.caller = caller;
    }

    @GET
    @Operation(
            summary = "Exports entries, oldest first",
            description = "Without filters, format=jsonl gives the log's own lines, which `audit verify` checks.")
    @Parameter(name = "format", in = ParameterIn.QUERY, description = "jsonl (the default), csv, ocsf or cef")
    @Parameter(name = "kind", in = ParameterIn.QUERY)
    @Parameter(name = "action", in = ParameterIn.QUERY)
    @Parameter(name = "actor", in = ParameterIn.QUERY)
    @Parameter(name = "tenant", in = ParameterIn.QUERY)
    @Parameter(name = "project", in = ParameterIn.QUERY)
    @Parameter(name = "model", in = ParameterIn.QUERY)
    @Parameter(name = "outcome", in = ParameterIn.QUERY)
    @Parameter(name = "status", in = ParameterIn.QUERY)
    @Parameter(name = "request", in = ParameterIn.QUERY)
    @Parameter(name = "without", in = ParameterIn.QUERY, description = "an action to leave out")
    @Parameter(name = "text", in = ParameterIn.QUERY, description = "as in the list")
    @Parameter(name = "from", in = ParameterIn.QUERY, description = "a time such as 2026-01-31T12:00:00Z, included")
    @Parameter(name = "to", in = ParameterIn.QUERY, description = "a time, not included")
    public Response export(@Context RoutingContext context) {
        Caller auditor = caller.require();
        ExportFilter filter = ExportFilter.read(context.queryParams(), root.reach(auditor), formats);
        log.record(AuditEntry.of(Kind.ADMIN, "audit.export")
                .request(Exchange.requestId(context))
                .caller(auditor)
                .outcome("ok")
                .change(filter.toString())
                .build());
        EntryFormat format = filter.format();
        StreamingOutput body = out -> write(filter, out);
        return Response.ok(body, format.mediaType())
                .header("Content-Disposition", "attachment; filename=\"audit." + format.extension() + "\"")
                .build();
    }

    private void write(ExportFilter filter, OutputStream out) throws IOException {
        out.write(filter.format().header().getBytes(StandardCharsets.UTF_8));
        try {
            reader.replay(filter.from(), recorded -> {
                if (filter.matches(recorded.entry())) {
                    write(filter.format(), recorded, out);
                }
            });
        } catch (UncheckedIOException gone) {
            throw gone.getCause();
        }
    }

    private static void write(EntryFormat format, RecordedEntry recorded, OutputStream out) {
        try {
            out.write(format.line(recorded).getBytes(StandardCharsets.UTF_8));
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }
}
