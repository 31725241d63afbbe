package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.Usage;
import dev.freehold.quota.Limit.Dimension;
import dev.freehold.quota.Limit.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Many callers at once: never more than the limit, and hardly less while there is demand. */
abstract class CrowdContract extends LedgerBench {
    private static final int THREADS = 64;
    private static final int PATIENCE = 40;
    private static final long CAPACITY = 600_000;

    private final AtomicLong charged = new AtomicLong();
    private final AtomicLong calls = new AtomicLong();
    private final AtomicLong elapsed = new AtomicLong();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    /** A step of 0 never refills; otherwise each try takes up to so many microseconds. */
    @ParameterizedTest
    @ValueSource(ints = {0, 7, 4000})
    void neverAdmitsTooMuchNorTooLittle(int step) throws Exception {
        allow(
                limit(Dimension.TOTAL_TOKENS, Window.MINUTE, CAPACITY),
                limit(Dimension.OUTPUT_TOKENS, Window.MONTH, Long.MAX_VALUE),
                limit(Dimension.CONCURRENCY, Window.MINUTE, 40));
        charged.set(CAPACITY / 10);
        use(0, charged.get());

        all(() -> demand(step));

        assertTrue(most.get() <= 40, () -> most + " calls at the same time");
        long ceiling = CAPACITY * 1_000_000 + elapsed.get() * CAPACITY / 60;
        long used = charged.get() * 1_000_000;
        assertTrue(used <= ceiling, () -> used + " used of " + ceiling);
        assertTrue(used >= ceiling / 100 * 95, () -> used + " used of " + ceiling);
        assertEquals((ceiling - used) / 1_000_000, tokens().remaining(), "what nobody used is still there");
    }

    @Test
    void admitsExactlyAsManyRequestsAsTheLimitSays() throws Exception {
        allow(limit(Dimension.REQUESTS, Window.MINUTE, rounds(5000)));

        all(() -> demand(0));

        assertEquals(rounds(5000), calls.get());
    }

    @Test
    void allConcurrencyIsFreeWhenTheCrowdIsGone() throws Exception {
        allow(
                limit(Dimension.CONCURRENCY, Window.MINUTE, 40),
                limit(Dimension.REQUESTS, Window.MINUTE, rounds(20_000)));

        all(() -> demand(0));

        allow(limit(Dimension.CONCURRENCY, Window.MINUTE, 40));
        for (int i = 0; i < 40; i++) {
            reserve(1, 1);
        }
        refused(1, 1);
    }

    /** Each caller's calls count on three scopes at once, and each of the scopes is shared by another crowd. */
    @Test
    void neverAdmitsTooMuchOnAnyScopeNorTooLittleTogether() throws Exception {
        List<Caller> callers = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Caller caller = caller("acme", i < 4 ? "search" : "billing", "key:" + i);
            backend.allowances().define(Scopes.of(caller).caller(), new Allowance.Unlimited());
            callers.add(caller);
        }
        Map<Scope, Long> limits = Map.of(
                Scope.organisation("acme"), CAPACITY,
                Scope.project("acme", "search"), CAPACITY * 2 / 5,
                Scope.caller("acme", "key:0"), CAPACITY / 30,
                Scope.caller("acme", "key:4"), CAPACITY / 60);
        limits.forEach((scope, amount) -> allow(scope, limit(Dimension.TOTAL_TOKENS, Window.MONTH, amount)));
        Map<Scope, AtomicLong> used = new ConcurrentHashMap<>();

        AtomicInteger next = new AtomicInteger();
        all(() -> demand(callers.get(next.getAndIncrement() % callers.size()), used));

        for (Gauge gauge : List.of(
                gauge(callers.get(0), 0),
                gauge(callers.get(0), 1),
                gauge(callers.get(0), 2),
                gauge(callers.get(4), 1))) {
            long charged = used.getOrDefault(gauge.scope(), new AtomicLong()).get();
            assertEquals(gauge.limit().amount() - charged, gauge.remaining(), gauge::toString);
        }
        long all =
                used.getOrDefault(Scope.organisation("acme"), new AtomicLong()).get();
        assertTrue(all >= CAPACITY / 100 * 95, () -> all + " used of " + CAPACITY);
    }

    private Gauge gauge(Caller caller, int index) {
        return ledger.gauges(Scopes.of(caller)).get(index);
    }

    private Void demand(Caller caller, Map<Scope, AtomicLong> used) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int refusals = 0; refusals < PATIENCE; ) {
            try {
                Reservation reservation = reserve(caller, MODEL, need(random));
                Usage reserved = reservation.reserved();
                Usage spent = new Usage(reserved.inputTokens(), random.nextLong(reserved.outputTokens() + 1));
                for (Scope scope : Scopes.of(caller).all()) {
                    used.computeIfAbsent(scope, unknown -> new AtomicLong()).addAndGet(spent.totalTokens());
                }
                settle(reservation, spent);
                refusals = 0;
            } catch (Fault refused) {
                refusals++;
                LockSupport.parkNanos(1000);
            }
        }
        return null;
    }

    /** Asks until it has been refused many times in a row; a tenth of the calls uses all it reserved. */
    private Void demand(int step) {
        ThreadLocalRandom random = ThreadLocalRandom.current();
        for (int refusals = 0; refusals < PATIENCE && calls.get() < rounds(20_000); ) {
            if (step > 0) {
                long passed = random.nextInt(step);
                elapsed.addAndGet(passed);
                clock.advance(passed);
            }
            try {
                run(reserve(need(random)), random);
                refusals = 0;
            } catch (Fault refused) {
                refusals++;
                LockSupport.parkNanos(1000);
            }
        }
        return null;
    }

    private static Need need(ThreadLocalRandom random) {
        long wish = 1L + random.nextInt(2000);
        return random.nextBoolean() ? Need.exactly(random.nextInt(50), wish) : Need.upTo(random.nextInt(50), wish, 1);
    }

    private void run(Reservation reservation, ThreadLocalRandom random) {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        calls.incrementAndGet();
        Usage reserved = reservation.reserved();
        long output = random.nextInt(10) == 0 ? reserved.outputTokens() : random.nextLong(reserved.outputTokens() + 1);
        charged.addAndGet(reserved.inputTokens() + output);
        LockSupport.parkNanos(1000);
        running.decrementAndGet();
        settle(reservation, new Usage(reserved.inputTokens(), output));
    }

    private static void all(Callable<Void> caller) throws InterruptedException, ExecutionException {
        try (ExecutorService threads = Executors.newFixedThreadPool(THREADS)) {
            List<Future<Void>> callers = new ArrayList<>();
            for (int i = 0; i < THREADS; i++) {
                callers.add(threads.submit(caller));
            }
            for (Future<Void> each : callers) {
                each.get();
            }
        }
    }
}
