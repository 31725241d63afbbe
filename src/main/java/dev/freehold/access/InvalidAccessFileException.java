package dev.freehold.access;

/** The access file says something that cannot be; the message tells the operator where and what. */
final class InvalidAccessFileException extends Exception {
    private static final long serialVersionUID = 1;

    InvalidAccessFileException(String message) {
        super(message);
    }
}
