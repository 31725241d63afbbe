package dev.freehold.verify;

import java.util.Locale;

/**
 * One thing that is not as it should be.
 *
 * @param index the first entry that it concerns, or {@link #NOWHERE}
 */
public record Finding(Outcome outcome, Check check, long index, String message) {
    public static final long NOWHERE = -1;

    /** What is checked. */
    public enum Check {
        /** Lengths, checksums, padding and file names. */
        FRAMES,
        /** Each entry names its place and the hash of the one before it. */
        CHAIN,
        /** Each line is canonical JSON, as RFC 8785 has it. */
        CANONICAL,
        /** No line has a field that the schema does not have. */
        SCHEMA,
        /** The entries hash to the root that a checkpoint signs. */
        TREE,
        /** The stored hashes are the hashes of the entries. */
        TILES,
        /** Checkpoints bear the signatures that they need. */
        SIGNATURE,
        /** All checkpoints tell one history. */
        CONSISTENCY,
        /** Each call has one admission and then one end, by the same caller on the same model. */
        LIFECYCLE,
        /** All that is needed is there. */
        COMPLETENESS;

        /** For example {@code lifecycle}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
