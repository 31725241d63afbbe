package dev.freehold.quota;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicLong;

/** Callers who take what they can get, of whichever process answers, until there is nothing left to get. */
final class Crowd {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final int PATIENCE = 60;
    private static final Duration LONGEST = Duration.ofSeconds(40);

    private final List<Replica> replicas;
    private final AtomicLong acknowledged = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();

    Crowd(List<Replica> replicas) {
        this.replicas = new CopyOnWriteArrayList<>(replicas);
    }

    void add(Replica replica) {
        replicas.add(replica);
    }

    /** As when a process dies: calls that it had are never ended. */
    void kill(Replica replica) {
        replicas.remove(replica);
        replica.cutOff();
    }

    /** Tokens of calls whose end was confirmed. */
    long acknowledged() {
        return acknowledged.get();
    }

    long calls() {
        return calls.get();
    }

    /** So many callers for each process that is there now. */
    CompletableFuture<Void> start(int callers) {
        List<CompletableFuture<Void>> all = new ArrayList<>();
        for (int i = 0; i < callers * replicas.size(); i++) {
            all.add(CompletableFuture.runAsync(this::demand, THREADS));
        }
        return CompletableFuture.allOf(all.toArray(CompletableFuture[]::new));
    }

    private void demand() {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        long end = System.nanoTime() + LONGEST.toNanos();
        for (int refusals = 0; refusals < PATIENCE && System.nanoTime() < end; ) {
            Replica replica = replicas.get(random.nextInt(replicas.size()));
            try {
                call(replica, random);
                refusals = 0;
            } catch (Fault refused) {
                if (refused.code() != FaultCode.AUDIT_UNAVAILABLE) {
                    refusals++;
                }
                pause(10);
            }
        }
    }

    private void call(Replica replica, ThreadLocalRandom random) {
        Reservation reservation = replica.ledger.reserve(
                LedgerBench.charge(LedgerBench.CALLER, LedgerBench.MODEL),
                Need.upTo(1 + random.nextInt(20), 1 + random.nextInt(200), 1));
        calls.incrementAndGet();
        Usage reserved = reservation.reserved();
        Usage used = new Usage(reserved.inputTokens(), random.nextLong(reserved.outputTokens() + 1));
        if (random.nextInt(10) == 0) {
            reservation.abort(used, FaultCode.CANCELLED);
        } else {
            reservation.settle(used, "stop");
            acknowledged.addAndGet(used.totalTokens());
        }
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
