package dev.freehold.audit.checkpoint;

import java.io.Serial;

/** The key is not one that may sign this log; the message says what to change. */
public final class UnusableSigningKeyException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnusableSigningKeyException(String message) {
        super(message);
    }
}
