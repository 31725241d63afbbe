package dev.freehold.audit;

import dev.freehold.audit.AuditEntry.Kind;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Records refusals so that a flood of them cannot flood the log: of each source and reason the first ten a minute stand in the log
 * in full, the rest as one entry with their number at the end of the minute.
 */
@ApplicationScoped
public class Refusals {
    private static final Logger LOG = Logger.getLogger(Refusals.class);
    private static final int IN_FULL = 10;

    /** Sources beyond it in one minute are counted together. */
    private static final int MAX_GROUPS = 4096;

    private static final String OTHERS = "others";
    private static final String NO_REASON = "refused";

    private final AuditLog log;
    private final InstantSource clock;
    private Map<Group, Tally> groups = new HashMap<>();
    private Instant minute = Instant.MIN;

    @Inject
    Refusals(AuditLog log) {
        this(log, InstantSource.system());
    }

    Refusals(AuditLog log, InstantSource clock) {
        this.log = log;
        this.clock = clock;
    }

    /**
     * Records a refusal: durable when this returns, or counted.
     *
     * @param source who was refused, an address or a caller's id
     * @return the entry's index; absent when it was counted
     * @throws dev.freehold.core.Fault {@code AUDIT_UNAVAILABLE} when it cannot be recorded
     */
    public OptionalLong record(String source, AuditEntry denied) {
        String reason = denied.outcome() == null ? NO_REASON : denied.outcome();
        return isRecordedInFull(source, reason) ? OptionalLong.of(log.record(denied)) : OptionalLong.empty();
    }

    /** Writes down what was counted so far; for an orderly stop. */
    public void flush() {
        summarize(take(Instant.MIN));
    }

    private boolean isRecordedInFull(String source, String reason) {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Map<Group, Tally> over = Map.of();
        boolean inFull;
        synchronized (this) {
            if (!now.equals(minute)) {
                over = take(now);
            }
            inFull = tally(source, reason).countsInFull();
        }
        summarize(over);
        return inFull;
    }

    private synchronized Tally tally(String source, String reason) {
        if (groups.isEmpty()) {
            endLater();
        }
        Group group = new Group(source, reason);
        Tally known = groups.get(group);
        if (known == null && groups.size() >= MAX_GROUPS) {
            group = new Group(OTHERS, reason);
        }
        return groups.computeIfAbsent(group, unknown -> new Tally());
    }

    /** The end of the flood must not keep its summary back. */
    private void endLater() {
        Instant now = clock.instant();
        Duration left =
                Duration.between(now, now.truncatedTo(ChronoUnit.MINUTES).plus(1, ChronoUnit.MINUTES));
        Executor later = CompletableFuture.delayedExecutor(
                left.toMillis() + 1, TimeUnit.MILLISECONDS, Thread::startVirtualThread);
        later.execute(this::endMinute);
    }

    private void endMinute() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.MINUTES);
        Map<Group, Tally> over;
        synchronized (this) {
            if (now.equals(minute)) {
                endLater();
                return;
            }
            over = take(now);
        }
        summarize(over);
    }

    private synchronized Map<Group, Tally> take(Instant nextMinute) {
        Map<Group, Tally> over = groups;
        groups = new HashMap<>();
        minute = nextMinute;
        return over;
    }

    private void summarize(Map<Group, Tally> over) {
        over.forEach((group, tally) -> {
            if (tally.counted > 0) {
                append(group, tally.counted);
            }
        });
    }

    private void append(Group group, long counted) {
        AuditEntry summary = AuditEntry.of(Kind.DENY, "refusals.summary")
                .at(clock.instant())
                .outcome(group.reason())
                .target(group.source() + " " + counted)
                .build();
        var _ = log.append(summary).exceptionally(failure -> {
            LOG.warnf(failure, "%d counted refusals are carried over into the next minute", counted);
            carryOver(group, counted);
            return -1L;
        });
    }

    private synchronized void carryOver(Group group, long counted) {
        tally(group.source(), group.reason()).counted += counted;
    }

    private record Group(String source, String reason) {}

    /** Guarded by the lock of the refusals. */
    private static final class Tally {
        private int inFull;
        private long counted;

        boolean countsInFull() {
            if (inFull < IN_FULL) {
                inFull++;
                return true;
            }
            counted++;
            return false;
        }
    }
}
