package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation;
import dev.freehold.inference.Conversation.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads who said what, in turn: messages of the same role that follow each other are one turn. */
final class Turns {
    private static final int MAX_MESSAGES = 2048;

    private Turns() {}

    /** What one side said. */
    private record Turn(boolean isUser, List<InputBlock> blocks) {}

    static Conversation conversation(JsonFields fields) {
        List<Message> messages = new ArrayList<>();
        if (fields.value("system").isPresent()) {
            messages.add(
                    new Message.Instructions(InputBlock.text(InputBlock.read(fields, "system", InputBlock::ofText))));
        }
        OpenCalls calls = new OpenCalls();
        for (Turn turn : read(fields)) {
            if (turn.isUser()) {
                messages.addAll(calls.answeredBy(turn.blocks()));
            } else {
                messages.add(calls.madeBy(turn.blocks()));
            }
        }
        return new Conversation(messages, ToolFields.read(fields), Optional.empty());
    }

    private static List<Turn> read(JsonFields fields) {
        List<JsonFields> elements = fields.objects("messages");
        if (elements.isEmpty() || elements.size() > MAX_MESSAGES) {
            throw Fault.invalid("messages", "'messages' must be an array of 1 to %d messages.".formatted(MAX_MESSAGES));
        }
        List<Turn> turns = new ArrayList<>();
        for (JsonFields element : elements) {
            add(turns, element.only("role", "content"));
        }
        if (!turns.getFirst().isUser()) {
            throw Fault.invalid("messages[0].role", "'messages[0].role' must be 'user': a user speaks first.");
        }
        if (!turns.getLast().isUser()) {
            throw Fault.invalid(
                    "messages",
                    "The last of 'messages' must be a user's: an answer that is begun for the model is not supported.");
        }
        return turns;
    }

    private static void add(List<Turn> turns, JsonFields message) {
        boolean isUser = isUser(message);
        List<InputBlock> blocks =
                InputBlock.read(message, "content", isUser ? InputBlock::ofUser : InputBlock::ofAssistant);
        if (turns.isEmpty() || turns.getLast().isUser() != isUser) {
            turns.add(new Turn(isUser, new ArrayList<>(blocks)));
        } else {
            turns.getLast().blocks().addAll(blocks);
        }
    }

    private static boolean isUser(JsonFields message) {
        return switch (message.requiredText("role")) {
            case "user" -> true;
            case "assistant" -> false;
            default ->
                throw Fault.invalid(
                        message.pathOf("role"),
                        "'%s' must be 'user' or 'assistant'; instructions go into 'system'."
                                .formatted(message.pathOf("role")));
        };
    }
}
