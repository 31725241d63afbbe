package dev.freehold.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TurnsTest {
    private static final Executor THREADS = Thread::startVirtualThread;

    private static FaultCode refusal(Turns turns) {
        return assertThrows(Fault.class, () -> turns.take(() -> 0)).code();
    }

    @Test
    void refusesAtOnceWhenTooManyWaitAndLetsTheOthersThroughInOrder() {
        Turns turns = new Turns(1, 1);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Integer> first =
                CompletableFuture.supplyAsync(() -> turns.take(() -> held(inside, gate)), THREADS);
        awaited(inside);
        CompletableFuture<Integer> second = CompletableFuture.supplyAsync(() -> turns.take(() -> 2), THREADS);
        while (turns.waiting() < 1) {
            Thread.onSpinWait();
        }
        assertEquals(FaultCode.OVERLOADED, refusal(turns));
        gate.countDown();
        assertEquals(1, first.join());
        assertEquals(2, second.join());
        assertEquals(3, turns.take(() -> 3));
    }

    @Test
    void closingWaitsForWhoComputesAndLetsNobodyElseIn() {
        Turns turns = new Turns(2, 5);
        CountDownLatch gate = new CountDownLatch(1);
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Integer> running =
                CompletableFuture.supplyAsync(() -> turns.take(() -> held(inside, gate)), THREADS);
        awaited(inside);
        CompletableFuture<Void> closing = CompletableFuture.runAsync(turns::close, THREADS);
        while (!turns.isClosed()) {
            Thread.onSpinWait();
        }
        assertEquals(false, closing.isDone());
        gate.countDown();
        assertEquals(1, running.join());
        closing.join();
        assertEquals(FaultCode.SHUTTING_DOWN, refusal(turns));
    }

    private static int held(CountDownLatch inside, CountDownLatch gate) {
        inside.countDown();
        awaited(gate);
        return 1;
    }

    private static void awaited(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
