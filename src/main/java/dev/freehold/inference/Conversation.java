package dev.freehold.inference;

import java.util.List;
import java.util.Optional;

/**
 * What an assistant is to answer.
 *
 * @param messages in order, oldest first
 * @param tools functions that it may call
 * @param effort how hard to think, as far as the model lets one choose; absent means as the model does by itself
 */
public record Conversation(List<Message> messages, Tools tools, Optional<Effort> effort) {
    public Conversation {
        messages = List.copyOf(messages);
    }

    /** Messages and nothing else. */
    public Conversation(List<Message> messages) {
        this(messages, Tools.NONE, Optional.empty());
    }

    /** One turn. */
    public sealed interface Message {
        String text();

        /** What the assistant has to keep to. */
        record Instructions(String text) implements Message {}

        /** What a user says. */
        record Question(String text) implements Message {}

        /**
         * What the assistant said, or called, before.
         *
         * @param text may be empty
         * @param reasoning what it thought before it spoke, empty when that is not known
         */
        record Answer(String text, String reasoning, List<ToolCall> calls) implements Message {
            public Answer {
                calls = List.copyOf(calls);
            }

            public Answer(String text) {
                this(text, "", List.of());
            }
        }

        /**
         * What a called function gave back.
         *
         * @param call the id of the call
         * @param name of the function
         */
        record ToolResult(String call, String name, String text) implements Message {}
    }

    /** How hard to think. */
    public enum Effort {
        NONE,
        MINIMAL,
        LOW,
        MEDIUM,
        HIGH,
        XHIGH
    }

    /** Says the number of messages only: their text is private. */
    @Override
    public String toString() {
        return "Conversation[" + messages.size() + " messages]";
    }
}
