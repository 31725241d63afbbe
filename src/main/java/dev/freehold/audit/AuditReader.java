package dev.freehold.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;

/** Reads the log back, durable entries only. */
public interface AuditReader {

    /** The index after the newest durable entry. */
    long end();

    /** The entries at these indices, each below {@link #end}, in the order of the list. */
    List<RecordedEntry> at(List<Long> indices);

    /** Hands every entry since {@code from} to {@code each}, oldest first. */
    void replay(Instant from, Consumer<RecordedEntry> each);

    /** Hands every entry from {@code index} on to {@code each}, oldest first; for whoever follows the log. */
    void since(long index, Consumer<RecordedEntry> each);
}
