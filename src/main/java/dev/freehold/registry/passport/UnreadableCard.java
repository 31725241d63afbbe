package dev.freehold.registry.passport;

/** Why what a model's files say about it cannot be read, as a sentence that begins with the file's name. */
public final class UnreadableCard extends Exception {
    UnreadableCard(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
