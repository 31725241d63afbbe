package dev.freehold.api.anthropic;

import dev.freehold.core.Fault;
import dev.freehold.inference.Conversation.Message;
import dev.freehold.inference.ToolCall;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The calls of the last answer that have no result yet: the next turn has one for each, before anything else. */
final class OpenCalls {
    private final Map<String, InputBlock.ToolUse> open = new LinkedHashMap<>();

    Message madeBy(List<InputBlock> blocks) {
        List<ToolCall> calls = new ArrayList<>();
        for (InputBlock block : blocks) {
            if (block instanceof InputBlock.ToolUse call) {
                if (open.put(call.id(), call) != null) {
                    throw Fault.invalid(
                            call.path(), "'%s' must be another id than those before.".formatted(call.path()));
                }
                calls.add(new ToolCall(call.id(), call.name(), call.input()));
            }
        }
        String thoughts = blocks.stream()
                .filter(InputBlock.Thinking.class::isInstance)
                .map(block -> ((InputBlock.Thinking) block).text())
                .collect(Collectors.joining("\n\n"))
                .strip();
        return new Message.Answer(InputBlock.text(blocks), thoughts, calls);
    }

    List<Message> answeredBy(List<InputBlock> blocks) {
        List<Message> messages = new ArrayList<>();
        boolean isOver = false;
        for (InputBlock block : blocks) {
            if (block instanceof InputBlock.ToolResult result) {
                if (isOver) {
                    throw Fault.invalid(
                            result.path(), "'%s': results of calls must come before text.".formatted(result.path()));
                }
                messages.add(close(result));
            }
            isOver |= block instanceof InputBlock.Text;
        }
        open.values().stream().findFirst().ifPresent(call -> {
            throw Fault.invalid(
                    call.path(), "'%s': the message that follows has no result for this call.".formatted(call.path()));
        });
        if (isOver) {
            messages.add(new Message.Question(InputBlock.text(blocks)));
        }
        return messages;
    }

    private Message close(InputBlock.ToolResult result) {
        InputBlock.ToolUse call = open.remove(result.call());
        if (call == null) {
            throw Fault.invalid(
                    result.path(),
                    "'%s' must be the id of a call in the message before, and each call has one result."
                            .formatted(result.path()));
        }
        return new Message.ToolResult(call.id(), call.name(), result.text());
    }
}
