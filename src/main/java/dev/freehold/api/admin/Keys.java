package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.auth.ApiKey;
import dev.freehold.auth.ApiKeys;
import dev.freehold.auth.CurrentCaller;
import dev.freehold.auth.IssuedKey;
import dev.freehold.auth.KeyFilter;
import dev.freehold.auth.Mandate;
import dev.freehold.auth.Page;
import dev.freehold.auth.Reach;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.Rotation;
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
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.ParameterIn;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.jboss.resteasy.reactive.ResponseStatus;
import org.jspecify.annotations.Nullable;

/** API keys: made with their limits, listed without their secrets, rotated with an overlap, revoked at once. */
@Path("/admin/v1/keys")
@Produces("application/json")
@RolesAllowed("admin")
@RunOnVirtualThread
class Keys {
    private static final String EXAMPLE = """
            {"name":"web","project":"web","roles":["inference"],"networks":["10.0.0.0/8"],"limits":[{"dimension":"requests","window":"minute","amount":60}]}""";

    private final ApiKeys keys;
    private final Allowances allowances;
    private final RootTenant root;
    private final Mandates mandates;
    private final CurrentCaller caller;

    Keys(ApiKeys keys, Allowances allowances, RootTenant root, Mandates mandates, CurrentCaller caller) {
        this.keys = keys;
        this.allowances = allowances;
        this.root = root;
        this.mandates = mandates;
        this.caller = caller;
    }

    @POST
    @Consumes("application/json")
    @ResponseStatus(201)
    @Operation(summary = "Makes a key; its secret is in this answer and never again")
    @Parameter(
            name = "Idempotency-Key",
            in = ParameterIn.HEADER,
            description = "the same one makes nothing twice; the repeat is answered without the secret")
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
        Mandate mandate = mandates.of(context, creator, body);
        return madeBefore(context, mandate).orElseGet(() -> {
            Allowance allowance = request.limits().orElseGet(allowances::defaults);
            IssuedKey issued = keys.issue(
                    request.key(),
                    creator,
                    made -> allowances.define(Scopes.of(made).caller(), allowance),
                    mandate);
            return KeyObject.issued(issued, Optional.of(allowance));
        });
    }

    @GET
    @Operation(summary = "Lists keys, newest first")
    @Parameter(name = "limit", in = ParameterIn.QUERY, description = "keys on a page, 1 to 1000; 100 by default")
    @Parameter(name = "cursor", in = ParameterIn.QUERY, description = "next_cursor of the page before")
    @Parameter(name = "tenant", in = ParameterIn.QUERY, description = "only those of one tenant")
    @Parameter(name = "created_by", in = ParameterIn.QUERY, description = "only those that this caller's id made")
    public KeyList list(@Context RoutingContext context) {
        Listing listing = Listing.read(context.queryParams(), "tenant", "created_by");
        Reach reach = root.reach(caller.require());
        Optional<String> tenant = listing.value("tenant");
        if (tenant.isPresent() && !reach.covers(tenant.get())) {
            throw new Fault(FaultCode.NOT_FOUND, "There is no such tenant.");
        }
        Page<ApiKey> page = keys.list(
                new KeyFilter(tenant.isPresent() ? new Reach(tenant) : reach, listing.value("created_by")),
                listing.page());
        return new KeyList(
                page.items().stream().map(this::describe).toList(), page.next().orElse(null));
    }

    @GET
    @Path("/{id}")
    @Operation(summary = "Describes one key")
    public KeyObject find(@PathParam("id") String id) {
        return keys.find(root.reach(caller.require()), id)
                .map(this::describe)
                .orElseThrow(() -> new Fault(FaultCode.NOT_FOUND, "There is no such key."));
    }

    @POST
    @Path("/{id}/rotate")
    @Operation(
            summary =
                    "Gives a key a new secret, which is in this answer and never again; the present one works on a while")
    @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, description = "the same one rotates only once")
    public KeyObject rotate(
            @PathParam("id") String id,
            @RequestBody(
                            content =
                                    @Content(
                                            mediaType = "application/json",
                                            schema = @Schema(type = SchemaType.OBJECT),
                                            example = "{\"overlap_seconds\":3600}"))
                    byte[] body,
            @Context RoutingContext context) {
        Caller rotator = caller.require();
        Rotation wish = RotationRequest.read(body);
        Mandate mandate = mandates.of(context, rotator, body);
        return madeBefore(context, mandate).orElseGet(() -> {
            IssuedKey rotated = keys.rotate(id, wish, rotator, mandate);
            return KeyObject.issued(
                    rotated, allowances.of(Scopes.of(rotated.key().caller()).caller()));
        });
    }

    @DELETE
    @Path("/{id}")
    @Operation(summary = "Revokes a key, at once and for ever")
    @Parameter(
            name = "with_those_it_made",
            in = ParameterIn.QUERY,
            description = "true revokes all keys that it made too, and those that they made")
    public KeyObject revoke(
            @PathParam("id") String id,
            @QueryParam("with_those_it_made") @Nullable String withThoseItMade,
            @Context RoutingContext context) {
        return describe(keys.revoke(id, flag(withThoseItMade), mandates.of(context, caller.require())));
    }

    private static boolean flag(@Nullable String text) {
        return switch (text) {
            case null -> false;
            case "true" -> true;
            case "false" -> false;
            default -> throw Fault.invalid("with_those_it_made", "'with_those_it_made' must be true or false.");
        };
    }

    /** The answer to a list request. */
    record KeyList(
            List<KeyObject> keys,
            @JsonProperty("next_cursor") @Nullable String nextCursor) {}

    private Optional<KeyObject> madeBefore(RoutingContext context, Mandate mandate) {
        return mandates.madeBefore(context, mandate)
                .flatMap(id -> keys.find(mandate.reach(), id))
                .map(this::describe);
    }

    private KeyObject describe(ApiKey key) {
        return KeyObject.of(key, allowances.of(Scopes.of(key.caller()).caller()));
    }
}
