package dev.freehold.tlog;

import java.io.Serial;

/** Text or bytes that are not in the format they should be in; the message says what was expected. */
public final class MalformedException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    MalformedException(String expected) {
        super(expected);
    }
}
