package dev.freehold.audit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** The log cannot be used as it lies on disk; a person has to look at it. The message says where and why. */
public final class UnusableLogException extends RuntimeException {

    private UnusableLogException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    static UnusableLogException damaged(Path file, long offset, String why) {
        return new UnusableLogException(
                "The audit log is damaged: " + file + " at byte " + offset + ": " + why
                        + ". Nothing was changed. Restore the file from a backup or move the folder away.",
                null);
    }

    /** A log in the database; {@code index} is where its chain does not hold. */
    static UnusableLogException broken(long index) {
        return new UnusableLogException(
                "The audit log is damaged: entry " + index + " does not follow from the one before it in the database."
                        + " Nothing was changed. Compare it with a backup.",
                null);
    }

    static UnusableLogException inUse(Path folder) {
        return new UnusableLogException("The audit log in " + folder + " is in use by another process.", null);
    }

    static UnusableLogException cannotOpen(Path folder, Throwable cause) {
        return new UnusableLogException("The audit log in " + folder + " cannot be opened: " + cause, cause);
    }
}
