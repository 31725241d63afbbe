package dev.freehold.audit;

import java.io.Serial;

/**
 * The log is not the one that was signed for: entries are missing at its end, or are not those that there were. Nothing is written
 * behind such a log; a person has to look at it.
 */
public final class RolledBackLogException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    private RolledBackLogException(String message) {
        super(message);
    }

    /** {@code witness} is who remembers the larger size. */
    public static RolledBackLogException shorter(long size, long known, String witness) {
        return new RolledBackLogException("The audit log was rolled back: it has " + size + " entries, but " + witness
                + " knows of " + known
                + ". Nothing was changed. Bring the missing entries back, from a newer backup or another disk.");
    }

    public static RolledBackLogException different(long known, String witness) {
        return new RolledBackLogException("The audit log was rewritten: its first " + known
                + " entries are not those that " + witness
                + " knows of. Nothing was changed. Compare it with a backup.");
    }

    /** The signing key is there, but nothing that it signed. */
    public static RolledBackLogException forgotten(String missing) {
        return new RolledBackLogException("The audit log was rolled back: this gateway has signed checkpoints, but "
                + missing + " is gone. Nothing was changed. Bring it back from a backup.");
    }
}
