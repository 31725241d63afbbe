package dev.freehold.audit.index;

import dev.freehold.audit.AuditReader;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.audit.index.IndexRows.End;
import dev.freehold.store.Database;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jboss.logging.Logger;

/** Takes what is new in the log into the index, behind the log: nobody who appends waits for it. Safe for use by many threads. */
final class IndexFollower {
    private static final Logger LOG = Logger.getLogger(IndexFollower.class);

    private final Database database;
    private final AuditReader log;
    private final ReentrantLock following = new ReentrantLock();
    private boolean isChecked;

    IndexFollower(Database database, AuditReader log) {
        this.database = database;
        this.log = log;
    }

    /** Takes in all that is durable by now; the index after the newest entry that the index then has, at least. */
    long catchUp() {
        long end = log.end();
        following.lock();
        try {
            check();
            while (position().next() < end) {
                new Run(position().next()).run();
            }
            return end;
        } finally {
            following.unlock();
        }
    }

    private End position() {
        return database.read(IndexRows::end);
    }

    /** An index of another log, or of one that has lost its end since, is worth nothing. */
    private void check() {
        if (isChecked) {
            return;
        }
        End position = position();
        if (position.next() > 0 && !position.lastLine().equals(lineBefore(position.next()))) {
            LOG.warn("The index of the audit log does not fit the log and is made again");
            database.inTransaction(connection -> {
                IndexRows.clear(connection, database.engine());
                return position;
            });
        }
        isChecked = true;
    }

    private String lineBefore(long next) {
        return next > log.end()
                ? ""
                : EntryJson.write(log.at(List.of(next - 1)).getFirst().entry());
    }

    /** One reading of the log, stored stretch by stretch. */
    private final class Run {
        private Stretch stretch;

        Run(long from) {
            this.stretch = new Stretch(from);
        }

        void run() {
            log.since(stretch.from(), this::add);
            store();
        }

        private void add(RecordedEntry recorded) {
            if (recorded.index() >= stretch.next()) {
                stretch.add(recorded);
                if (stretch.isFull()) {
                    store();
                }
            }
        }

        /** Where another process was faster, this one goes on behind what that one has taken in. */
        private void store() {
            if (!stretch.isEmpty()) {
                boolean isOurs = database.<Boolean>inTransaction(connection -> IndexRows.add(connection, stretch));
                stretch = new Stretch(isOurs ? stretch.next() : position().next());
            }
        }
    }
}
