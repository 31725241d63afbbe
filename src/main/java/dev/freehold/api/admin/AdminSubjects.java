package dev.freehold.api.admin;

import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.RootTenant;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.subject.Order;
import dev.freehold.subject.Subject;
import dev.freehold.subject.SubjectConfig;
import dev.freehold.subject.Subjects;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * People, by their handles. Whoever may erase can neither read nor hold, and whoever may read and hold cannot erase; all that
 * they do is recorded.
 */
@Path("/admin/v1/subjects")
@Produces("application/json")
@RunOnVirtualThread
class AdminSubjects {
    private static final String AUTHORITY = "by what right, for example GDPR-17; names nobody";
    private static final String TICKET = "where it is on file, for example CASE-2026-17; names nobody";

    private final Subjects subjects;
    private final AuditLog audit;
    private final RootTenant root;
    private final CurrentCaller caller;
    private final Duration backups;

    AdminSubjects(Subjects subjects, AuditLog audit, RootTenant root, CurrentCaller caller, SubjectConfig config) {
        this.subjects = subjects;
        this.audit = audit;
        this.root = root;
        this.caller = caller;
        this.backups = config.keyBackupRetention();
    }

    /** Who a subject is. */
    record Identity(String id, String identity) {}

    @GET
    @RolesAllowed({"privacy", "investigator"})
    @Operation(summary = "Finds somebody's handle")
    @Parameter(name = "identity", description = "jwt:ISSUER#SUBJECT or key:ID")
    @Parameter(name = "tenant", description = "whose organisation; one's own by default")
    public SubjectObject find(
            @QueryParam("identity") @Nullable String identity,
            @QueryParam("tenant") @Nullable String tenant,
            @Context RoutingContext context) {
        Caller seeker = caller.require();
        if (identity == null || identity.isEmpty()) {
            throw Fault.invalid("identity", "'identity' must be jwt:ISSUER#SUBJECT or key:ID.");
        }
        String whose = tenant == null ? seeker.tenant() : tenant;
        Optional<Subject> found = root.reach(seeker).covers(whose) ? subjects.find(whose, identity) : Optional.empty();
        note(context, seeker, "subject.find", found, found.isPresent() ? "ok" : FaultCode.NOT_FOUND.wireName(), null);
        return found.map(this::object).orElseThrow(AdminSubjects::unknown);
    }

    @GET
    @Path("/{id}")
    @RolesAllowed("privacy")
    @Operation(summary = "Describes a subject without saying who it is")
    public SubjectObject describe(@PathParam("id") String id) {
        return object(require(id));
    }

    @GET
    @Path("/{id}/identity")
    @RolesAllowed("investigator")
    @Operation(summary = "Says who a subject is")
    @Parameter(name = "reason", description = TICKET)
    public Identity identify(
            @PathParam("id") String id,
            @QueryParam("reason") @Nullable String reason,
            @Context RoutingContext context) {
        Caller investigator = caller.require();
        String why = Order.reference("reason", reason == null ? "" : reason);
        Subject subject = require(id);
        String identity = subjects.identity(id)
                .orElseThrow(() ->
                        new Fault(FaultCode.NOT_FOUND, "This subject was erased; nobody can say any more who it was."));
        note(context, investigator, "subject.identify", Optional.of(subject), "ok", "reason=" + why);
        return new Identity(id, identity);
    }

    @DELETE
    @Path("/{id}")
    @RolesAllowed("privacy")
    @Operation(summary = "Destroys the keys of all that is kept of a subject")
    @Parameter(name = "authority", description = AUTHORITY)
    @Parameter(name = "ticket", description = TICKET)
    public SubjectObject erase(
            @PathParam("id") String id,
            @QueryParam("authority") @Nullable String authority,
            @QueryParam("ticket") @Nullable String ticket,
            @Context RoutingContext context) {
        Order order = order(authority, ticket, context);
        return object(subjects.erase(require(id).id(), order));
    }

    @PUT
    @Path("/{id}/hold")
    @RolesAllowed("investigator")
    @Operation(summary = "Keeps a subject from being erased")
    @Parameter(name = "authority", description = AUTHORITY)
    @Parameter(name = "ticket", description = TICKET)
    public SubjectObject hold(
            @PathParam("id") String id,
            @QueryParam("authority") @Nullable String authority,
            @QueryParam("ticket") @Nullable String ticket,
            @Context RoutingContext context) {
        Order order = order(authority, ticket, context);
        return object(subjects.hold(require(id).id(), order));
    }

    @DELETE
    @Path("/{id}/hold")
    @RolesAllowed("investigator")
    @Operation(summary = "Ends a hold")
    @Parameter(name = "authority", description = AUTHORITY)
    @Parameter(name = "ticket", description = TICKET)
    public SubjectObject release(
            @PathParam("id") String id,
            @QueryParam("authority") @Nullable String authority,
            @QueryParam("ticket") @Nullable String ticket,
            @Context RoutingContext context) {
        Order order = order(authority, ticket, context);
        return object(subjects.release(require(id).id(), order));
    }

    private Order order(@Nullable String authority, @Nullable String ticket, RoutingContext context) {
        return new Order(
                caller.require(),
                Exchange.requestId(context),
                authority == null ? "" : authority,
                ticket == null ? "" : ticket);
    }

    /** What is out of reach is not there. */
    private Subject require(String id) {
        Caller seeker = caller.require();
        return subjects.find(id)
                .filter(subject -> root.reach(seeker).covers(subject.tenant()))
                .orElseThrow(AdminSubjects::unknown);
    }

    private SubjectObject object(Subject subject) {
        return SubjectObject.of(subject, backups);
    }

    /** Before the answer leaves. */
    private void note(
            RoutingContext context,
            Caller who,
            String action,
            Optional<Subject> subject,
            String outcome,
            @Nullable String change) {
        AuditEntry.Builder entry = AuditEntry.of(Kind.ADMIN, action)
                .request(Exchange.requestId(context))
                .caller(who)
                .outcome(outcome);
        subject.ifPresent(known -> entry.subject(known.id()).target(known.id()));
        audit.record((change == null ? entry : entry.change(change)).build());
    }

    private static Fault unknown() {
        return new Fault(FaultCode.NOT_FOUND, "There is no such subject.");
    }
}
