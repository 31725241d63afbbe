package dev.freehold.verify;

/** A line is not canonical JSON; the message never repeats its content. */
final class NotCanonicalException extends Exception {
    NotCanonicalException(String message) {
        super(message);
    }
}
