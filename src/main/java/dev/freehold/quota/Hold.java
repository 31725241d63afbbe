package dev.freehold.quota;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditLog;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * A reservation in the memory of this process, recorded in its log. A call whose admission could not be recorded has no end to
 * record: the log itself takes care of an admission that turns out durable too late.
 */
final class Hold implements Reservation {
    private static final Logger LOG = Logger.getLogger(Hold.class);

    private final Charge charge;
    private final Usage reserved;
    private final Consumer<Usage> books;
    private final AuditLog audit;
    private final CompletableFuture<Long> admission;
    private final AtomicBoolean closed = new AtomicBoolean();

    /** Starts to record the admission; {@code books} charges what it is given and takes the rest back. */
    Hold(Charge charge, Usage reserved, Consumer<Usage> books, AuditLog audit) {
        this.charge = charge;
        this.reserved = reserved;
        this.books = books;
        this.audit = audit;
        this.admission = audit.append(charge.admitted(reserved));
    }

    @Override
    public Usage reserved() {
        return reserved;
    }

    @Override
    public CompletableFuture<Long> admission() {
        return admission;
    }

    /** It lives as long as the process that made it. */
    @Override
    public boolean isLapsed() {
        return false;
    }

    @Override
    public void settle(Usage used, String outcome) {
        if (closed.get()) {
            return;
        }
        AuditEntry end = charge.settled(reserved, used, outcome);
        if (closed.compareAndSet(false, true)) {
            books.accept(used);
            audit.record(end);
        }
    }

    @Override
    public void abort(Usage used, FaultCode why) {
        if (closed.compareAndSet(false, true)) {
            books.accept(used);
            if (!admission.isCompletedExceptionally()) {
                recordLater(used, why);
            }
        }
    }

    private void recordLater(Usage used, FaultCode why) {
        var _ = audit.append(charge.aborted(reserved, used, why)).exceptionally(notRecorded -> {
            LOG.warnf(notRecorded, "The end of %s could not be recorded", charge.request());
            return -1L;
        });
    }
}
