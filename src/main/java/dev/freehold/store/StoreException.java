package dev.freehold.store;

/** The database failed; whoever asked cannot mend it. */
public final class StoreException extends RuntimeException {
    public StoreException(String message, Throwable cause) {
        super(message, cause);
    }
}
