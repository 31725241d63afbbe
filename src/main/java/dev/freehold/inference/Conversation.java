package dev.freehold.inference;

import java.util.List;
import java.util.Locale;

/** Messages in order, oldest first. */
public record Conversation(List<Message> messages) {
    public Conversation {
        messages = List.copyOf(messages);
    }

    /** One turn. */
    public record Message(Author author, String text) {}

    /** Who speaks. */
    public enum Author {
        SYSTEM,
        USER,
        ASSISTANT;

        /** The name that chat templates know, for example {@code user}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Says the number of messages only: their text is private. */
    @Override
    public String toString() {
        return "Conversation[" + messages.size() + " messages]";
    }
}
