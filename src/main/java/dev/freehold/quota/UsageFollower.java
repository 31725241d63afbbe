package dev.freehold.quota;

/** Adds the ends of calls to the usage, behind the calls themselves: nothing waits for it. */
public interface UsageFollower {

    /**
     * Does the log still hold all that was counted?
     *
     * @throws IllegalStateException when its end is missing
     */
    void check();

    /** Adds all that is durable by now and was not added yet; safe for use by many threads and processes. */
    void catchUp();
}
