package dev.freehold.audit;

import java.time.Duration;
import java.util.Optional;

/** How much of the log nobody outside knows of yet. */
public interface Exposure {

    /** How long ago enough anchors had taken a checkpoint; absent when there are none to wait for. */
    Optional<Duration> age();

    /** Is that long enough to look into? */
    boolean isLate();

    /** Is it so long that no more work is done? */
    boolean isRefusing();

    /**
     * To be asked before a call is admitted.
     *
     * @throws dev.freehold.core.Fault {@code AUDIT_UNAVAILABLE} when {@link #isRefusing}
     */
    void check();
}
