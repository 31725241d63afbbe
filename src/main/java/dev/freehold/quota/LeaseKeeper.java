package dev.freehold.quota;

import dev.freehold.store.Database;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.jboss.logging.Logger;

/** Keeps this process's lease, takes another when it has lapsed, and has the calls of dead processes closed. */
final class LeaseKeeper implements Runnable {
    private static final Logger LOG = Logger.getLogger(LeaseKeeper.class);
    private static final int RENEWALS_IN_A_LEASE = 4;

    private final Database database;
    private final Reaper reaper;
    private final Duration length;
    private final Thread thread;
    private volatile Lease lease;
    private volatile boolean isClosed;

    LeaseKeeper(Database database, Reaper reaper, Duration length) {
        this.database = database;
        this.reaper = reaper;
        this.length = length;
        this.lease = take();
        this.thread = Thread.ofPlatform().name("quota-lease").daemon().start(this);
    }

    Lease lease() {
        return lease;
    }

    @Override
    public void run() {
        while (!isClosed) {
            LockSupport.parkNanos(length.toNanos() / RENEWALS_IN_A_LEASE);
            if (!isClosed) {
                attend();
            }
        }
    }

    private void attend() {
        try {
            keep();
            int orphans = reaper.reap();
            if (orphans > 0) {
                LOG.warnf("Closed %d calls of processes that died, and charged them in full", orphans);
            }
        } catch (RuntimeException e) {
            LOG.debugf(e, "The lease could not be looked after");
        }
    }

    private void keep() {
        Lease current = lease;
        long asked = System.nanoTime();
        if (!current.isLapsed()
                && database.inTransaction(connection -> LeaseRows.renew(connection, current.owner(), length))) {
            current.renewed(asked);
            return;
        }
        if (current.lose()) {
            LOG.warn("This process was cut off from the database for too long; its running calls are stopped");
        }
        lease = take();
    }

    private Lease take() {
        Lease taken = new Lease(length, System.nanoTime());
        database.inTransaction(connection -> {
            LeaseRows.insert(connection, taken.owner(), length);
            return taken;
        });
        return taken;
    }

    /** Stops, and gives the lease back when no calls run on it. */
    void close() throws InterruptedException {
        isClosed = true;
        LockSupport.unpark(thread);
        thread.join();
        database.inTransaction(connection -> {
            LeaseRows.deleteEmpty(connection, List.of(lease.owner()));
            return lease;
        });
    }
}
