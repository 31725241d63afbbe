package dev.freehold.verify;

import java.util.Locale;

/** How a verification ended, from the best to the gravest; the gravest finding decides. */
public enum Outcome {
    /** Nothing contradicts the log. */
    INTACT(0),
    /** Something that is needed to decide is missing. */
    INCOMPLETE(20),
    /** The entries are the ones that were written, but a call does not have exactly one end. */
    OPEN_BOOKS(13),
    /** Entries that a checkpoint vouches for are missing at the end. */
    TRUNCATED(11),
    /** Something was changed after it was written. */
    TAMPERED(10),
    /** The same key has signed two histories; the two checkpoints prove it to anybody. */
    SPLIT_VIEW(12);

    private final int exitCode;

    Outcome(int exitCode) {
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** For example {@code split_view}. */
    public String wireName() {
        return name().toLowerCase(Locale.ROOT);
    }
}
