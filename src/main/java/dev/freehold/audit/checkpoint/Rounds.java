package dev.freehold.audit.checkpoint;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Does something again and again on a thread of its own until it is stopped. */
final class Rounds {
    private final Runnable round;
    private final Duration interval;
    private final CountDownLatch end = new CountDownLatch(1);
    private final Thread thread;

    Rounds(String name, Duration interval, Runnable round) {
        this.round = round;
        this.interval = interval;
        this.thread = Thread.ofPlatform().name(name).daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Waits for the round that runs, for a while. */
    void stop(Duration patience) {
        end.countDown();
        try {
            thread.join(patience);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        try {
            do {
                round.run();
            } while (!end.await(interval.toNanos(), TimeUnit.NANOSECONDS));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
