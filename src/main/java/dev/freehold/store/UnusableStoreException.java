package dev.freehold.store;

/** The database cannot be used as it is set up; a person has to change it. The message says what. */
public final class UnusableStoreException extends RuntimeException {
    UnusableStoreException(String message) {
        super(message);
    }
}
