package dev.freehold.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.RequestId;
import dev.freehold.inference.Turns;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class DeparturesTest {
    private static final Executor THREADS = Thread::startVirtualThread;

    private final Departures departures = new Departures();
    private final Turns turns = new Turns(1, 1);
    private final CountDownLatch gate = new CountDownLatch(1);

    private CompletableFuture<Integer> call(RequestId request, CountDownLatch inside) {
        return CompletableFuture.supplyAsync(
                () -> departures.during(
                        request,
                        () -> turns.take(() -> {
                            inside.countDown();
                            return awaited(gate);
                        })),
                THREADS);
    }

    /** The queue holds one: whoever is next in it proves that the one before has left. */
    @Test
    void whoLeavesWhileWaitingMakesRoomAtOnce() {
        CountDownLatch inside = new CountDownLatch(1);
        CompletableFuture<Integer> running = call(RequestId.random(), inside);
        awaited(inside);
        RequestId impatient = RequestId.random();
        CompletableFuture<Integer> waiting = call(impatient, new CountDownLatch(1));
        awaitRefusal();
        departures.left(impatient);
        CompletionException failed = assertThrows(CompletionException.class, waiting::join);
        Fault left = assertInstanceOf(Fault.class, failed.getCause());
        assertEquals(FaultCode.CANCELLED, left.code());
        CompletableFuture<Integer> next = call(RequestId.random(), new CountDownLatch(1));
        gate.countDown();
        assertEquals(1, running.join());
        assertEquals(1, next.join());
    }

    @Test
    void whoLeavesWhileComputingIsLetFinish() {
        CountDownLatch inside = new CountDownLatch(1);
        RequestId request = RequestId.random();
        CompletableFuture<Integer> running = call(request, inside);
        awaited(inside);
        departures.left(request);
        departures.left(RequestId.random());
        gate.countDown();
        assertEquals(1, running.join());
    }

    private void awaitRefusal() {
        FaultCode code = FaultCode.INTERNAL;
        while (code != FaultCode.OVERLOADED) {
            Thread.onSpinWait();
            if (turnIsTaken()) {
                code = FaultCode.OVERLOADED;
            }
        }
    }

    private boolean turnIsTaken() {
        CompletableFuture<FaultCode> probe = CompletableFuture.supplyAsync(
                () -> departures.during(PROBE, () -> {
                    try {
                        return turns.take(() -> FaultCode.INTERNAL);
                    } catch (Fault fault) {
                        return fault.code();
                    }
                }),
                THREADS);
        while (!probe.isDone()) {
            departures.left(PROBE);
            Thread.onSpinWait();
        }
        return probe.join() == FaultCode.OVERLOADED;
    }

    private static final RequestId PROBE = RequestId.random();

    private static int awaited(CountDownLatch latch) {
        try {
            latch.await();
            return 1;
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }
}
