package dev.freehold.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Usage;
import dev.freehold.store.PostgresServer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/**
 * How many calls a second the shared ledger admits, settles and records, all on one scope, with commits on the disk. Run by
 * {@code deploy/freehold campaign ledger}.
 */
class LedgerCampaign {
    private static final Executor THREADS = Thread::startVirtualThread;
    private static final int CALLERS = Integer.getInteger("campaign.callers", 512);
    private static final Duration WARM_UP = Duration.ofSeconds(10);
    private static final Duration MEASURED = Duration.ofSeconds(15);

    private final AtomicLong calls = new AtomicLong();

    @Test
    void admissionsASecond() throws Exception {
        String url = PostgresServer.newDatabase();
        long capacity = 1_000_000_000L;
        try (Replica replica = new Replica(url, Duration.ofSeconds(15))) {
            replica.allowances.define(
                    Scopes.of(LedgerBench.CALLER).organisation(),
                    new Allowance.Limited(
                            List.of(new Limit(Limit.Dimension.TOTAL_TOKENS, Limit.Window.MONTH, capacity))));
            replica.allowances.define(Scopes.of(LedgerBench.CALLER).caller(), new Allowance.Unlimited());
            long end = System.nanoTime() + WARM_UP.plus(MEASURED).toNanos();
            List<CompletableFuture<Void>> callers = new ArrayList<>();
            for (int i = 0; i < CALLERS; i++) {
                callers.add(CompletableFuture.runAsync(() -> callUntil(replica.ledger, end), THREADS));
            }
            Thread.sleep(WARM_UP);
            long before = calls.get();
            Thread.sleep(MEASURED);
            long rate = (calls.get() - before) / MEASURED.toSeconds();
            callers.forEach(CompletableFuture::join);
            System.out.printf("%d callers: %d admissions and as many settlements a second%n", CALLERS, rate);
            new LogBooks(capacity).read(replica.log.reader()).closedWith(capacity - 2 * calls.get());
            assertEquals(2 * calls.get(), capacity - remaining(replica));
            assertTrue(rate > 0);
        }
    }

    private static long remaining(Replica replica) {
        return replica.ledger.gauges(Scopes.of(LedgerBench.CALLER)).getFirst().remaining();
    }

    private void callUntil(QuotaLedger ledger, long end) {
        while (System.nanoTime() < end) {
            ledger.reserve(LedgerBench.charge(LedgerBench.CALLER, LedgerBench.MODEL), Need.exactly(1, 2))
                    .settle(new Usage(1, 1), "stop");
            calls.incrementAndGet();
        }
    }
}
