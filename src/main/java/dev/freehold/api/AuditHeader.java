package dev.freehold.api;

import dev.freehold.audit.Receipts;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** Tells a caller in the header {@code Freehold-Audit} which entry of the audit log stands for the request. */
@ApplicationScoped
public class AuditHeader {
    private static final String NAME = "Freehold-Audit";

    private final Receipts receipts;

    AuditHeader(Receipts receipts) {
        this.receipts = receipts;
    }

    /** Waits for what an answer begins with, and announces the call's admission, however that ends. */
    public <T> T announcing(RoutingContext context, Supplier<OptionalLong> admission, Supplier<T> beginning) {
        try {
            return beginning.get();
        } finally {
            admission.get().ifPresent(index -> announce(context, index));
        }
    }

    /** To be called before the answer is written, with the index of a durable entry. */
    public void announce(RoutingContext context, long index) {
        if (!context.response().headWritten()) {
            receipts.of(index).ifPresent(receipt -> context.response().putHeader(NAME, receipt));
        }
    }
}
