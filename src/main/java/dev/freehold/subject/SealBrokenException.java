package dev.freehold.subject;

/** What was to be opened is not what was sealed, or not with this key. */
public final class SealBrokenException extends RuntimeException {
    private static final String MESSAGE = "the seal does not hold";

    public SealBrokenException() {
        super(MESSAGE);
    }

    SealBrokenException(Throwable cause) {
        super(MESSAGE, cause);
    }
}
