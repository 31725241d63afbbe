package dev.freehold.api.admin;

import dev.freehold.api.Exchange;
import dev.freehold.api.JsonFields;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Keeper;
import dev.freehold.auth.Project;
import dev.freehold.auth.Projects;
import dev.freehold.auth.Pseudonyms;
import dev.freehold.auth.Reach;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.Tenant;
import dev.freehold.auth.Tenants;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.Scope;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jspecify.annotations.Nullable;

/** What organisations, projects and callers may use. A change counts at once, and what was used before it keeps counting. */
@Path("/admin/v1/limits")
@Produces("application/json")
@RolesAllowed("admin")
@RunOnVirtualThread
class Limits {
    private static final String SCOPE_FORM =
            "organisation:TENANT, project:TENANT/PROJECT or caller:TENANT/CALLER, where CALLER is key:ID or jwt:ISSUER#SUBJECT";
    private static final String EXAMPLE = """
            {"limits":[{"dimension":"total_tokens","window":"day","amount":1000000},
             {"dimension":"requests","window":"minute","amount":60,"model":"freehold-guide"}]}""";

    private final Allowances allowances;
    private final AuditLog audit;
    private final Tenants tenants;
    private final Projects projects;
    private final RootTenant root;
    private final Pseudonyms pseudonyms;
    private final CurrentCaller caller;

    Limits(
            Allowances allowances,
            AuditLog audit,
            Tenants tenants,
            Projects projects,
            RootTenant root,
            Pseudonyms pseudonyms,
            CurrentCaller caller) {
        this.allowances = allowances;
        this.tenants = tenants;
        this.projects = projects;
        this.audit = audit;
        this.root = root;
        this.pseudonyms = pseudonyms;
        this.caller = caller;
    }

    /** The answer: what a scope may use. */
    record ScopeLimits(String scope, boolean unlimited, List<LimitObject> limits) {
        static ScopeLimits of(Scope scope, Allowance allowance) {
            return new ScopeLimits(scope.text(), allowance instanceof Allowance.Unlimited, LimitObject.of(allowance));
        }

        String inWords() {
            return unlimited
                    ? "unlimited"
                    : limits.stream().map(LimitObject::inWords).collect(Collectors.joining(" "));
        }
    }

    @GET
    @Operation(summary = "Says what a scope may use")
    @Parameter(name = "scope", description = SCOPE_FORM)
    public ScopeLimits find(@QueryParam("scope") @Nullable String name) {
        Scope scope = scope(name, root.reach(caller.require()));
        return allowances
                .of(scope)
                .map(allowance -> ScopeLimits.of(scope, allowance))
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "No limits are defined for %s.".formatted(scope)));
    }

    @PUT
    @Consumes("application/json")
    @Operation(summary = "Replaces all limits of a scope")
    @Parameter(name = "scope", description = SCOPE_FORM)
    public ScopeLimits replace(
            @QueryParam("scope") @Nullable String name,
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Caller admin = caller.require();
        Reach reach = root.reach(admin);
        Scope scope = scope(name, reach);
        requireMandate(reach, scope);
        requireCaller(scope);
        requireKeptHere(scope);
        Allowance allowance = AllowanceFields.read(JsonFields.parse(body))
                .orElseThrow(() ->
                        Fault.invalid("limits", "'limits' must name at least one limit, or 'unlimited' must be true."));
        ScopeLimits limits = ScopeLimits.of(scope, allowance);
        record(context, admin, limits);
        allowances.define(scope, allowance);
        return limits;
    }

    /** A person is known by their handle only, also when a token's words name them. */
    private Scope scope(@Nullable String name, Reach reach) {
        Scope scope = Scope.parse(name == null ? "" : name)
                .orElseThrow(() -> Fault.invalid("scope", "'scope' must be %s.".formatted(SCOPE_FORM)));
        requireReach(reach, scope);
        return scope.kind() == Scope.Kind.CALLER
                ? Scope.caller(scope.tenant(), pseudonyms.of(scope.tenant(), scope.id()))
                : scope;
    }

    private static void requireReach(Reach reach, Scope scope) {
        if (!reach.covers(scope.tenant())) {
            throw new Fault(FaultCode.NOT_FOUND, "No limits are defined for %s.".formatted(scope));
        }
    }

    /** What an organisation may use is not its own to say. */
    private static void requireMandate(Reach reach, Scope scope) {
        if (scope.kind() == Scope.Kind.ORGANISATION && !reach.isEverything()) {
            throw new Fault(
                    FaultCode.FORBIDDEN,
                    "The limits of an organisation are set by those who run this deployment, not by the organisation.");
        }
    }

    /** Every caller has limits from its beginning, so one that has none is none. */
    private void requireCaller(Scope scope) {
        if (scope.kind() == Scope.Kind.CALLER && allowances.of(scope).isEmpty()) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such caller: %s.".formatted(scope));
        }
    }

    /** What the access file says is changed there. */
    private void requireKeptHere(Scope scope) {
        Optional<Keeper> keeper = switch (scope.kind()) {
            case ORGANISATION -> tenants.find(Reach.EVERYTHING, scope.tenant()).map(Tenant::keeper);
            case PROJECT ->
                projects.find(Reach.EVERYTHING, scope.tenant(), scope.id()).map(Project::keeper);
            case CALLER -> Optional.empty();
        };
        if (keeper.equals(Optional.of(Keeper.FILE))) {
            throw new Fault(
                    FaultCode.CONFLICT,
                    "The limits of %s are managed by the access file; change them there.".formatted(scope));
        }
    }

    /** First, so that there is no change without a record; a record without its change says what somebody wanted. */
    private void record(RoutingContext context, Caller admin, ScopeLimits limits) {
        audit.record(AuditEntry.of(Kind.ADMIN, "limits.replace")
                .request(Exchange.requestId(context))
                .caller(admin)
                .outcome("ok")
                .target(limits.scope())
                .change(limits.inWords())
                .build());
    }
}
