package dev.freehold.registry.source;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Gives up on a stream of bytes that has had none for a while: the client's own time limit ends with the first of them. */
final class Stalls extends FilterInputStream {
    private static final ScheduledThreadPoolExecutor CLOCK = clock();

    private final long nanos;

    Stalls(InputStream in, Duration longest) {
        super(in);
        this.nanos = longest.toNanos();
    }

    private static ScheduledThreadPoolExecutor clock() {
        ScheduledThreadPoolExecutor clock = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().daemon().name("model-source-stalls").factory());
        clock.setRemoveOnCancelPolicy(true);
        return clock;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        ScheduledFuture<?> alarm = CLOCK.schedule(this::giveUp, nanos, TimeUnit.NANOSECONDS);
        try {
            return in.read(bytes, offset, length);
        } finally {
            alarm.cancel(false);
        }
    }

    private void giveUp() {
        try {
            in.close();
        } catch (IOException alreadyBroken) {
            throw new IllegalStateException(alreadyBroken);
        }
    }
}
