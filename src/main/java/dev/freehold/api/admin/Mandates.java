package dev.freehold.api.admin;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.auth.Keeper;
import dev.freehold.auth.Mandate;
import dev.freehold.auth.Repeats;
import dev.freehold.auth.RequestToken;
import dev.freehold.auth.RootTenant;
import dev.freehold.auth.Witness;
import dev.freehold.core.Caller;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;

/**
 * In whose name an administrator's request changes things. A request with an {@code Idempotency-Key} that comes again within a day
 * changes nothing: it is answered with what it made, as that is now, and {@code idempotent-replayed: true}.
 */
@ApplicationScoped
class Mandates {
    private static final String MARK = "Idempotency-Key";

    private final RootTenant root;
    private final Repeats repeats;
    private final AuditLog audit;
    private final AuditHeader receipts;

    Mandates(RootTenant root, Repeats repeats, AuditLog audit, AuditHeader receipts) {
        this.root = root;
        this.repeats = repeats;
        this.audit = audit;
        this.receipts = receipts;
    }

    Mandate of(RoutingContext context, Caller caller, byte[] body) {
        Optional<RequestToken> token = Optional.ofNullable(context.request().getHeader(MARK))
                .map(mark -> RequestToken.of(MARK, mark, caller.id(), asked(context, body)));
        return new Mandate(root.reach(caller), Keeper.API, token, witness(context, caller));
    }

    /** For a request that may come twice without harm. */
    Mandate of(RoutingContext context, Caller caller) {
        return new Mandate(root.reach(caller), Keeper.API, Optional.empty(), witness(context, caller));
    }

    /** The id of what the same request made before. */
    Optional<String> madeBefore(RoutingContext context, Mandate mandate) {
        Optional<String> target = mandate.request().flatMap(repeats::target);
        target.ifPresent(made -> context.response().putHeader("idempotent-replayed", "true"));
        return target;
    }

    private static String asked(RoutingContext context, byte[] body) {
        return context.request().method() + " " + context.request().path() + "\n" + new String(body, ISO_8859_1);
    }

    private Witness witness(RoutingContext context, Caller caller) {
        return (action, target, change) -> receipts.announce(
                context,
                audit.record(AuditEntry.of(Kind.ADMIN, action)
                        .request(Exchange.requestId(context))
                        .caller(caller)
                        .outcome("ok")
                        .target(target)
                        .change(change)
                        .build()));
    }
}
