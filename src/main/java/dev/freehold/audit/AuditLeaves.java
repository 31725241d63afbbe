package dev.freehold.audit;

/** The log as it is hashed: its lines byte for byte, durable entries only. Implementations MUST be safe for use by many threads. */
public interface AuditLeaves {

    /** The index after the newest durable entry. */
    long end();

    /**
     * Hands the entries from one index up to, and without, another to {@code each}, oldest first.
     *
     * @throws IllegalArgumentException when they are not all there
     */
    void read(long from, long to, LeafVisitor each);

    /** The leaf hash of a durable entry; it costs nothing for one that this process has appended a moment ago. */
    byte[] hash(long index);
}
