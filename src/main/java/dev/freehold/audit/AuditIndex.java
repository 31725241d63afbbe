package dev.freehold.audit;

/** A search that follows the log: what it knows comes from the log alone, and can be made from it again. */
public interface AuditIndex extends AuditSearch {

    /** Takes in all that is durable by now; nobody who appends waits for it. Safe for use by many threads and processes. */
    void catchUp();
}
