package dev.freehold.console;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.Keeper;
import dev.freehold.auth.Mandate;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.SessionCookie;
import dev.freehold.auth.Sessions;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Role;
import io.quarkus.runtime.annotations.RegisterForReflection;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.jspecify.annotations.Nullable;

/** A browser's session: begun with an API key, kept in a cookie that scripts cannot read. */
@Path("/console/session")
@Produces("application/json")
@RolesAllowed({"inference", "operator", "auditor", "admin", "investigator", "privacy"})
@RunOnVirtualThread
class SessionResource {
    private static final String BEARER = "bearer ";

    private final Sessions sessions;
    private final CurrentCaller caller;
    private final RootTenant root;
    private final AuditLog log;
    private final AuditHeader receipts;
    private final Duration life;

    SessionResource(
            Sessions sessions,
            CurrentCaller caller,
            RootTenant root,
            AuditLog log,
            AuditHeader receipts,
            ConsoleConfig config) {
        this.sessions = sessions;
        this.caller = caller;
        this.root = root;
        this.log = log;
        this.receipts = receipts;
        this.life = config.session();
    }

    /**
     * Who is signed in, and what the page has to offer them.
     *
     * @param isRoot is it somebody of the organisation that looks after all others?
     * @param models the only models they may use; empty means every model
     */
    @RegisterForReflection
    record Holder(
            String id,
            String tenant,
            String project,
            List<String> roles,
            List<String> models,
            @JsonProperty("root") boolean isRoot,
            @JsonProperty("expires_at") @Nullable String expiresAt) {}

    @POST
    @Operation(
            summary = "Begins a browser's session with the API key of the request",
            description =
                    "The cookie counts only in requests with the header X-Freehold-Console, or of the same origin.")
    public Holder begin(@Context RoutingContext context) {
        HttpServerRequest request = context.request();
        if (!SessionCookie.isFromNoOther(request)) {
            throw new Fault(FaultCode.FORBIDDEN, "A session is begun by the console's own page only.");
        }
        Sessions.Begun begun = sessions.begin(key(request), life, mandate(context));
        context.response().addCookie(SessionCookie.of(request, begun.secret(), life));
        return holder(begun.expiresAt());
    }

    @GET
    @Operation(summary = "Who makes this request, and until when their session lasts")
    public Holder who(@Context RoutingContext context) {
        return holder(session(context).map(sessions::end).orElse(null));
    }

    @DELETE
    @Operation(summary = "Ends the session of this request")
    public void end(@Context RoutingContext context) {
        String session = session(context)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "This request is not made in a session."));
        sessions.finish(session, mandate(context));
        context.response().addCookie(SessionCookie.of(context.request(), "", Duration.ZERO));
    }

    /** The session that the request was let in by; a key that was sent along goes first. */
    private Optional<String> session(RoutingContext context) {
        return caller.require().credential() == Caller.Credential.SESSION
                ? SessionCookie.in(context.request())
                : Optional.empty();
    }

    /** As the request's own authentication has read it. */
    private static String key(HttpServerRequest request) {
        @Nullable String bearer = request.getHeader(HttpHeaders.AUTHORIZATION);
        if (bearer == null || bearer.length() < BEARER.length()) {
            throw Fault.invalid(
                    "Authorization", "A session is begun with: Authorization: Bearer, a space, an API key.");
        }
        return bearer.substring(BEARER.length()).strip();
    }

    private Holder holder(@Nullable Instant end) {
        Caller who = caller.require();
        return new Holder(
                who.id(),
                who.tenant(),
                who.project(),
                who.roles().stream().sorted().map(Role::wireName).toList(),
                List.copyOf(new TreeSet<>(who.models())),
                root.reach(who).isEverything(),
                end == null ? null : end.toString());
    }

    private Mandate mandate(RoutingContext context) {
        Caller who = caller.require();
        return new Mandate(
                root.reach(who),
                Keeper.API,
                Optional.empty(),
                (action, target, change) -> receipts.announce(
                        context,
                        log.record(AuditEntry.of(Kind.ADMIN, action)
                                .request(Exchange.requestId(context))
                                .caller(who)
                                .outcome("ok")
                                .target(target)
                                .change(change)
                                .build())));
    }
}
