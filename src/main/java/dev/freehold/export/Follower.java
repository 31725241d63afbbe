package dev.freehold.export;

import dev.freehold.audit.AuditReader;
import dev.freehold.audit.RecordedEntry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/**
 * Takes every entry to one destination, in order, at least once. It reads behind the log on a thread of its own: when its destination does
 * not answer, it waits, and nobody else does.
 */
final class Follower implements Runnable {
    private static final Logger LOG = Logger.getLogger(Follower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(1);

    private final String name;
    private final AuditReader log;
    private final Destination destination;
    private final Cursor cursor;
    private final int batch;
    private final Duration pause;
    private final CountDownLatch end = new CountDownLatch(1);
    private int failures;

    /** @param pause between two looks at the log */
    Follower(String name, AuditReader log, Destination destination, Cursor cursor, int batch, Duration pause) {
        this.name = name;
        this.log = log;
        this.destination = destination;
        this.cursor = cursor;
        this.batch = batch;
        this.pause = pause;
    }

    /** The index of the next entry that it will send. */
    long next() {
        return cursor.next();
    }

    void stop() {
        end.countDown();
    }

    @Override
    public void run() {
        try {
            do {
                round();
            } while (!end.await(waiting().toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Duration waiting() {
        Duration longer = pause.multipliedBy(1L << Math.min(failures, 16));
        return longer.compareTo(LONGEST_PAUSE) < 0 ? longer : LONGEST_PAUSE;
    }

    private void round() throws InterruptedException {
        try {
            catchUp();
            if (failures > 0) {
                LOG.infof("The audit log goes to %s again, from entry %d", name, cursor.next());
            }
            failures = 0;
        } catch (IOException | RuntimeException e) {
            if (failures++ == 0) {
                LOG.warnf("The audit log cannot be sent to %s, which is behind from entry %d on: %s", name, next(), e);
            }
        }
    }

    /** Sends what is there. */
    private void catchUp() throws IOException, InterruptedException {
        List<RecordedEntry> waiting = new ArrayList<>(batch);
        try {
            log.since(cursor.next(), recorded -> {
                waiting.add(recorded);
                if (waiting.size() == batch) {
                    sendUnchecked(waiting);
                }
            });
            send(waiting);
        } catch (UncheckedIOException e) {
            throw e.getCause();
        } catch (StoppedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedException();
        }
    }

    private void sendUnchecked(List<RecordedEntry> waiting) {
        try {
            send(waiting);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new StoppedException(e);
        }
    }

    private void send(List<RecordedEntry> waiting) throws IOException, InterruptedException {
        if (end.getCount() == 0) {
            throw new InterruptedException("told to stop");
        }
        if (!waiting.isEmpty()) {
            destination.send(waiting);
            cursor.move(waiting.getLast().index() + 1);
            waiting.clear();
        }
    }

    /** Carries an interruption out of the log's reading. */
    private static final class StoppedException extends RuntimeException {
        StoppedException(InterruptedException cause) {
            super(cause);
        }
    }
}
