package dev.freehold.inference;

import java.util.Locale;
import java.util.Optional;

/**
 * How a model stands.
 *
 * @param loaded what answers, if anything does
 * @param inUse calls that use what answers
 * @param draining instances that answered before and finish what they began
 */
public record Standing(Offer offer, State state, Optional<Loaded> loaded, int inUse, int draining) {

    /** Whether calls reach it. */
    public enum State {
        /** They do. */
        SERVING,
        /** They have it loaded first. */
        IDLE,
        /** Somebody unloaded it; they do when somebody loads it again. */
        UNLOADED;

        /** The state as it is written in answers, for example {@code serving}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
