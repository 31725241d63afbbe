package dev.freehold.audit;

import java.time.Instant;
import java.util.function.Consumer;

/** Reads the log back, durable entries only. */
public interface AuditReader {

    /** The newest matching entries first; stable while the log grows. */
    AuditPage find(AuditQuery query);

    /** Hands every entry since {@code from} to {@code each}, oldest first. */
    void replay(Instant from, Consumer<RecordedEntry> each);

    /** Hands every entry from {@code index} on to {@code each}, oldest first; for whoever follows the log. */
    void since(long index, Consumer<RecordedEntry> each);
}
