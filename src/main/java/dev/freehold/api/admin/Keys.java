package dev.freehold.api.admin;

import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.ApiKey;
import dev.freehold.auth.ApiKeys;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.IssuedKey;
import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.Scopes;
import io.smallrye.common.annotation.RunOnVirtualThread;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;

/** API keys: made with their limits, listed without their secrets, revoked at once. */
@Path("/admin/v1/keys")
@Produces("application/json")
@RolesAllowed("admin")
@RunOnVirtualThread
class Keys {
    private static final String EXAMPLE = """
            {"name":"web","project":"web","roles":["inference"],"limits":[{"dimension":"requests","window":"minute","amount":60}]}""";

    private final ApiKeys keys;
    private final Allowances allowances;
    private final AuditLog audit;
    private final CurrentCaller caller;

    Keys(ApiKeys keys, Allowances allowances, AuditLog audit, CurrentCaller caller) {
        this.keys = keys;
        this.allowances = allowances;
        this.audit = audit;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @ResponseStatus(201)
    @Operation(summary = "Makes a key; its secret is in this answer and never again")
    public KeyObject create(
            @RequestBody(
                            required = true,
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = EXAMPLE))
                    byte[] body,
            @Context RoutingContext context) {
        Caller creator = caller.require();
        KeyRequest request = KeyRequest.read(body);
        IssuedKey issued = keys.issue(request.key(), creator);
        try {
            Allowance allowance = request.limits().orElseGet(allowances::defaults);
            allowances.define(Scopes.of(issued.key().caller()).caller(), allowance);
            record(context, creator, "key.create", issued.key().id());
            return KeyObject.issued(issued, allowance);
        } catch (RuntimeException failed) {
            keys.revoke(creator.tenant(), issued.key().id());
            throw failed;
        }
    }

    @GET
    @Operation(summary = "Lists the tenant's keys, newest first")
    public KeyList list() {
        return new KeyList(keys.list(caller.require().tenant()).stream()
                .map(this::describe)
                .toList());
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Describes one key")
    public KeyObject find(@PathParam("id") String id) {
        return keys.find(caller.require().tenant(), id)
                .map(this::describe)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such key."));
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revokes a key, at once and for ever")
    public KeyObject revoke(@PathParam("id") String id, @Context RoutingContext context) {
        Caller admin = caller.require();
        ApiKey revoked = keys.revoke(admin.tenant(), id);
        record(context, admin, "key.revoke", revoked.id());
        return describe(revoked);
    }

    /** The answer to a list request. */
    record KeyList(List<KeyObject> keys) {}

    private KeyObject describe(ApiKey key) {
        return KeyObject.of(key, allowances.of(Scopes.of(key.caller()).caller()));
    }

    private void record(RoutingContext context, Caller admin, String action, String target) {
        audit.record(AuditEntry.of(Kind.ADMIN, action)
                .request(Exchange.requestId(context))
                .caller(admin)
                .outcome("ok")
                .target(target)
                .build());
    }
}
