package dev.freehold.export;

import dev.freehold.audit.RecordedEntry;
import java.io.IOException;
import java.util.List;

/** Where a follower takes entries to. */
interface Destination {

    /**
     * Sends entries; when it returns, the other side MUST have them.
     *
     * @throws IOException when that is not certain; they will be sent again
     */
    void send(List<RecordedEntry> entries) throws IOException, InterruptedException;
}
