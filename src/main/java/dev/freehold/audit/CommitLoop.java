package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * The one thread that writes: it takes all that waits, makes it durable with one commit and only then says so. What arrives during
 * a commit shares the next one.
 */
final class CommitLoop implements Runnable {
    private static final Logger LOG = Logger.getLogger(CommitLoop.class);
    private static final Duration BACK_OFF = Duration.ofSeconds(1);
    private static final long IDLE = Long.MIN_VALUE;

    private final CommitQueue queue;
    private final LogWriter writer;
    private final Duration commitTimeout;
    private volatile boolean isFailed;
    private volatile long failedSince;
    private volatile long busySince = IDLE;

    CommitLoop(CommitQueue queue, LogWriter writer, Duration commitTimeout) {
        this.queue = queue;
        this.writer = writer;
        this.commitTimeout = commitTimeout;
    }

    /** Is the store answering? After a failure this also asks for another attempt once the back-off is over. */
    boolean isHealthy() {
        if (isRetryDue()) {
            queue.wake();
        }
        return !isFailed && !isStalled();
    }

    /** May an entry be queued: healthy, or failed long enough ago for another attempt. */
    boolean isAccepting() {
        return !isStalled() && (!isFailed || isRetryDue());
    }

    private boolean isRetryDue() {
        return isFailed && System.nanoTime() - failedSince > BACK_OFF.toNanos();
    }

    private boolean isStalled() {
        long since = busySince;
        return since != IDLE && System.nanoTime() - since > commitTimeout.toNanos();
    }

    @Override
    public void run() {
        List<Ticket> batch = queue.take();
        while (batch != null) {
            busySince = System.nanoTime();
            commit(batch);
            busySince = IDLE;
            batch = queue.take();
        }
    }

    private void commit(List<Ticket> batch) {
        try {
            if (isFailed) {
                repair();
            }
            if (!batch.isEmpty()) {
                acknowledge(batch, writer.commit(batch));
            }
        } catch (IOException | RuntimeException | Error e) {
            fail(batch, e);
        }
    }

    private void acknowledge(List<Ticket> batch, long first) {
        long index = first;
        for (Ticket ticket : batch) {
            boolean inTime = ticket.index().complete(index++);
            if (!inTime && ticket.entry().kind() == Kind.ADMIT) {
                closeLate(ticket.entry());
            }
        }
    }

    /** The call was refused because its entry took too long; now that the entry stands in the log, it needs its end. */
    private void closeLate(AuditEntry admit) {
        String outcome = FaultCode.AUDIT_UNAVAILABLE.wireName();
        AuditEntry abort = OpenCalls.end(admit, Kind.ABORT, outcome, Usage.NONE);
        if (!queue.offer(new Ticket(abort, EntryJson.encode(abort)))) {
            LOG.warnf("No room to close request %s; the next start will", admit.request());
        }
    }

    private void fail(List<Ticket> batch, Throwable why) {
        boolean wasFailed = isFailed;
        failedSince = System.nanoTime();
        isFailed = true;
        Fault fault = unavailable("the audit log could not be written").causedBy(why);
        batch.forEach(ticket -> ticket.index().completeExceptionally(fault));
        if (wasFailed) {
            return;
        }
        LOG.error("The audit log could not be written; nothing of this commit counts", why);
        try {
            repair();
        } catch (IOException | RuntimeException | Error e) {
            LOG.error("The audit log stays closed until it can be written again", e);
        }
    }

    private void repair() throws IOException {
        failedSince = System.nanoTime();
        writer.repair();
        isFailed = false;
        LOG.warn("The audit log goes on behind its last durable entry");
    }

    static Fault unavailable(String why) {
        return new Fault(FaultCode.AUDIT_UNAVAILABLE, why + "; nothing was done").retryAfter(BACK_OFF);
    }
}
