package dev.freehold.subject;

import org.jspecify.annotations.Nullable;

/** The master key is missing, or is not the one that everything was sealed with; a person has to give the right one. */
public final class UnusableKeyException extends RuntimeException {
    UnusableKeyException(String message) {
        this(message, null);
    }

    UnusableKeyException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
