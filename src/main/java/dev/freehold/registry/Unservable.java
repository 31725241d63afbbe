package dev.freehold.registry;

/** Why a folder cannot be served, as a sentence for the operator that says what to do. */
final class Unservable extends Exception {
    Unservable(String reason) {
        super(reason);
    }

    String reason() {
        return String.valueOf(getMessage());
    }
}
