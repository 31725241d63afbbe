package dev.freehold.api.openai;

import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.ToolCall;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns items into the conversation that the model continues: a thought, a message and calls that follow one another are one
 * turn of the assistant.
 */
final class ResponseConversation {
    private final int before;
    private final List<Message> messages = new ArrayList<>();
    private final Map<String, String> functions = new HashMap<>();
    private final Set<String> unanswered = new HashSet<>();
    private String reasoning = "";
    private @Nullable String text;
    private final List<ToolCall> calls = new ArrayList<>();

    private ResponseConversation(int before) {
        this.before = before;
    }

    /**
     * The messages of a conversation.
     *
     * @param before how many of the items come from an earlier response
     * @throws Fault about {@code input} when results do not fit calls
     */
    static List<Message> of(@Nullable String instructions, List<ResponseItem> items, int before) {
        ResponseConversation conversation = new ResponseConversation(before);
        if (instructions != null) {
            conversation.messages.add(new Message.Instructions(instructions));
        }
        for (int i = 0; i < items.size(); i++) {
            conversation.add(items.get(i), i);
        }
        conversation.endTurn();
        conversation.requireResults();
        return conversation.messages;
    }

    private void add(ResponseItem item, int index) {
        switch (item) {
            case ResponseItem.Message message when message.role().equals("assistant") -> speak(message.text());
            case ResponseItem.Message message -> {
                endTurn();
                messages.add(
                        message.role().equals("user")
                                ? new Message.Question(message.text())
                                : new Message.Instructions(message.text()));
            }
            case ResponseItem.Reasoning thought -> {
                if (text != null || !calls.isEmpty()) {
                    endTurn();
                }
                reasoning += thought.text();
            }
            case ResponseItem.FunctionCall call -> call(call, index);
            case ResponseItem.FunctionCallOutput output -> result(output, index);
        }
    }

    private void speak(String said) {
        if (text != null || !calls.isEmpty()) {
            endTurn();
        }
        text = said;
    }

    private void call(ResponseItem.FunctionCall call, int index) {
        functions.put(call.callId(), call.name());
        var _ = CallArguments.check(call.arguments(), field(index, "arguments"));
        if (!unanswered.add(call.callId())) {
            String field = field(index, "call_id");
            throw Fault.invalid(field, "'%s' is the id of an earlier call.".formatted(field));
        }
        calls.add(new ToolCall(call.callId(), call.name(), call.arguments()));
    }

    private void result(ResponseItem.FunctionCallOutput output, int index) {
        String function = functions.get(output.callId());
        if (function == null) {
            String field = field(index, "call_id");
            throw Fault.invalid(field, "'%s' must be the id of a function call before it.".formatted(field));
        }
        endTurn();
        unanswered.remove(output.callId());
        messages.add(new Message.ToolResult(output.callId(), function, output.text()));
    }

    private String field(int index, String name) {
        return index < before ? "previous_response_id" : "input[%d].%s".formatted(index - before, name);
    }

    private void endTurn() {
        if (text != null || !calls.isEmpty()) {
            messages.add(new Message.Answer(text == null ? "" : text, reasoning, calls));
        }
        reasoning = "";
        text = null;
        calls.clear();
    }

    private void requireResults() {
        if (!unanswered.isEmpty()) {
            throw Fault.invalid("input", "'input' must have a function_call_output for every function call.");
        }
    }
}
