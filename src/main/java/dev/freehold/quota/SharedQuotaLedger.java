package dev.freehold.quota;

import dev.freehold.audit.AuditConfig;
import dev.freehold.audit.TransactionalAudit;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.store.Database;
import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The ledger of all replicas that share a PostgreSQL. One thread of each replica writes: it takes all calls that begin or end at the
 * moment and counts and records them in one transaction. What arrives meanwhile shares the next one.
 */
@ApplicationScoped
@Typed(SharedQuotaLedger.class)
class SharedQuotaLedger implements QuotaLedger {
    private static final Logger LOG = Logger.getLogger(SharedQuotaLedger.class);
    private static final int MOST_WAITING = 8192;
    private static final int MOST_AT_ONCE = 512;
    private static final int MOST_KNOWN = 65_536;
    private static final Duration GAUGES_LAST = Duration.ofSeconds(1);
    private static final Duration BACK_OFF = Duration.ofMillis(100);

    private final Database database;
    private final TransactionalAudit audit;
    private final SharedAllowances allowances;
    private final LedgerClock clock;
    private final Duration patience;
    private final RecentGauges recent;
    private final LeaseKeeper leases;
    private final BlockingQueue<LedgerTask> waiting = new LinkedBlockingQueue<>(MOST_WAITING);
    private final Set<Scope> known = ConcurrentHashMap.newKeySet();
    private final Thread thread;
    private volatile boolean isClosed;

    /** Known to the one thread that writes. */
    private boolean isFailing;

    @Inject
    SharedQuotaLedger(
            Database database,
            TransactionalAudit audit,
            SharedAllowances allowances,
            QuotaConfig config,
            AuditConfig auditConfig) {
        this(
                database,
                audit,
                allowances,
                LedgerClock.DATABASE,
                config.lease(),
                auditConfig.commitTimeout(),
                new RecentGauges(GAUGES_LAST));
    }

    /** {@code lease} is how long a process may be cut off until its calls count as dead; a third of it is waited on top. */
    SharedQuotaLedger(
            Database database,
            TransactionalAudit audit,
            SharedAllowances allowances,
            LedgerClock clock,
            Duration lease,
            Duration patience,
            RecentGauges recent) {
        this.database = database;
        this.audit = audit;
        this.allowances = allowances;
        this.clock = clock;
        this.patience = patience;
        this.recent = recent;
        this.leases =
                new LeaseKeeper(database, new Reaper(database, audit, allowances, clock, lease.dividedBy(3)), lease);
        this.thread = Thread.ofPlatform().name("quota-commit").daemon().start(this::run);
    }

    @Override
    public Reservation reserve(Charge charge, Need need) {
        Opening opening = new Opening(charge, need);
        refuseUnstorable(opening);
        if (isClosed || !waiting.offer(opening)) {
            throw unavailable(null);
        }
        return await(opening.hold());
    }

    /** One call that cannot be written down must not fail those that share its transaction. */
    private void refuseUnstorable(Opening opening) {
        audit.check(opening.charge().admitted(opening.wish()));
        Scopes scopes = opening.charge().scopes();
        if (scopes.all().stream().anyMatch(scope -> scope.text().indexOf('\0') >= 0)) {
            throw new Fault(FaultCode.FORBIDDEN, "The caller's name holds a character that no name may hold.");
        }
    }

    void show(SharedBooks books) {
        books.show(recent);
    }

    /** As this process saw them a moment ago, or else as they stand in the database. */
    @Override
    public List<Gauge> gauges(Scopes scopes) {
        return recent.of(scopes).orElseGet(() -> look(scopes));
    }

    private List<Gauge> look(Scopes scopes) {
        return database.read(connection ->
                SharedBooks.peek(connection, scopes.all(), allowances, clock).gauges(scopes));
    }

    /** Waits as long as a call may wait for its record. */
    <T> T await(CompletableFuture<T> answer) {
        try {
            return answer.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            return lastLook(answer, unavailable(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return lastLook(answer, unavailable(e));
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Fault fault ? fault : unavailable(e);
        }
    }

    /** Gives it up, unless it was done at the last moment. */
    private static <T> T lastLook(CompletableFuture<T> answer, Fault fault) {
        if (answer.completeExceptionally(fault) || answer.isCompletedExceptionally()) {
            throw fault;
        }
        return answer.join();
    }

    /** Has a call closed, even if that takes several attempts. */
    CompletableFuture<Boolean> close(Closing closing) {
        if (isClosed || !waiting.offer(closing)) {
            return CompletableFuture.failedFuture(unavailable(null));
        }
        return closing.done();
    }

    /** Tells who asked; when nobody waits any more, the call is closed again at once. */
    void admitted(Opening opening, SharedHold hold) {
        if (!opening.hold().complete(hold)) {
            hold.abort(Usage.NONE, FaultCode.AUDIT_UNAVAILABLE);
        }
    }

    private void run() {
        List<LedgerTask> batch = new ArrayList<>();
        while (!isClosed || !waiting.isEmpty() || !batch.isEmpty()) {
            try {
                batch = write(next(batch));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return;
            }
        }
    }

    /** What is left over from last time, and what has come since. */
    private List<LedgerTask> next(List<LedgerTask> left) throws InterruptedException {
        List<LedgerTask> batch = new ArrayList<>(left);
        if (batch.isEmpty()) {
            LedgerTask first = waiting.poll(100, TimeUnit.MILLISECONDS);
            if (first != null) {
                batch.add(first);
            }
        }
        waiting.drainTo(batch, MOST_AT_ONCE - Math.min(MOST_AT_ONCE, batch.size()));
        return batch;
    }

    /** Returns what has to be tried again. */
    private List<LedgerTask> write(List<LedgerTask> tasks) {
        List<Opening> openings = new ArrayList<>();
        List<Closing> closings = new ArrayList<>();
        for (LedgerTask task : tasks) {
            switch (task) {
                case Opening opening when opening.isAbandoned() -> {}
                case Opening opening -> openings.add(opening);
                case Closing closing -> closings.add(closing);
            }
        }
        if (openings.isEmpty() && closings.isEmpty()) {
            return List.of();
        }
        Lease lease = leases.lease();
        LedgerBatch batch = new LedgerBatch(openings, closings, lease, this);
        try {
            makeKnown(batch.scopes());
            database.inTransaction(connection -> batch.write(connection, allowances, clock, audit))
                    .forEach(Runnable::run);
            isFailing = false;
            return List.of();
        } catch (RuntimeException e) {
            if (!isFailing) {
                LOG.warn("The quota ledger could not be written; calls are refused until it can be", e);
            }
            isFailing = true;
            return failed(openings, closings, lease, e);
        }
    }

    private void makeKnown(Set<Scope> scopes) {
        if (!known.containsAll(scopes)) {
            database.inTransaction(connection -> {
                MeterRows.open(connection, scopes);
                return scopes;
            });
            if (known.size() > MOST_KNOWN) {
                known.clear();
            }
            known.addAll(scopes);
        }
    }

    /** Whoever wants to begin is refused; should the transaction have become durable all the same, that is undone. */
    private List<LedgerTask> failed(List<Opening> openings, List<Closing> closings, Lease lease, RuntimeException why) {
        List<LedgerTask> again = new ArrayList<>();
        for (Closing closing : closings) {
            if (closing.triesAgain()) {
                again.add(closing);
            }
        }
        for (Opening opening : openings) {
            Charge charge = opening.charge();
            opening.hold().completeExceptionally(unavailable(why));
            Closing undo = new Closing(
                    charge.request(),
                    lease,
                    Usage.NONE,
                    charge.aborted(opening.wish(), Usage.NONE, FaultCode.AUDIT_UNAVAILABLE));
            if (undo.triesAgain()) {
                again.add(undo);
            }
        }
        LockSupport.parkNanos(BACK_OFF.toNanos());
        return again;
    }

    private static Fault unavailable(@Nullable Throwable why) {
        Fault fault = new Fault(
                        FaultCode.AUDIT_UNAVAILABLE, "The call could not be counted and recorded; nothing was done.")
                .retryAfter(Duration.ofSeconds(1));
        return why == null ? fault : fault.causedBy(why);
    }

    /** Writes what waits, and gives the lease back. */
    @PreDestroy
    void close() {
        isClosed = true;
        try {
            if (!thread.join(patience)) {
                LOG.error("The database does not answer; calls that were open are closed by another process");
            }
            leases.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            LOG.warnf("The lease could not be given back: %s", e.getMessage());
        }
    }
}
