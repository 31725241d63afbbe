package dev.freehold.audit;

import java.io.IOException;
import java.util.List;

/** Writes entries to the end of a log; one thread at a time uses it. */
interface LogWriter {

    /**
     * Makes the entries durable, all or none.
     *
     * @return the index of the first
     * @throws IOException when none may count as durable; {@link #repair} MUST succeed before the next commit
     */
    long commit(List<Ticket> batch) throws IOException;

    /** Goes back to the last durable entry after a failed commit. */
    void repair() throws IOException;
}
