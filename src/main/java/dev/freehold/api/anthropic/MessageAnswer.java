package dev.freehold.api.anthropic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.api.anthropic.MessageEvent.BlockDelta;
import dev.freehold.api.anthropic.MessageEvent.BlockStart;
import dev.freehold.api.anthropic.MessageEvent.BlockStop;
import dev.freehold.api.anthropic.MessageEvent.Delta;
import dev.freehold.api.anthropic.MessageObject.Block;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GeneratedText.Whole;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.ToolCall;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The objects that answer one request, whole or in pieces. */
final class MessageAnswer {
    private final String id;
    private final String model;
    private final boolean showsThoughts;
    private final ObjectMapper json;
    private int blocks;
    private Open open = Open.NOTHING;

    /** What the last block that began is; there is one at a time. */
    private enum Open {
        NOTHING,
        THINKING,
        TEXT,
        TOOL_USE
    }

    /** @param model the one that answers */
    MessageAnswer(String id, String model, MessageRequest request, ObjectMapper json) {
        this.id = id;
        this.json = json;
        this.model = model;
        this.showsThoughts = request.showsThoughts();
    }

    MessageObject whole(Whole whole, GeneratedText text) {
        List<Block> content = new ArrayList<>();
        if (showsThoughts && !whole.reasoning().isEmpty()) {
            content.add(Block.thinking(whole.reasoning()));
        }
        if (!whole.text().isEmpty()) {
            content.add(Block.text(whole.text()));
        }
        whole.toolCalls().stream().flatMap(call -> block(call).stream()).forEach(content::add);
        return new MessageObject(
                id,
                model,
                content,
                stopReason(whole.reason(), text),
                text.stopText().orElse(null),
                UsageObject.of(text));
    }

    /** A call whose arguments are no JSON object, as one that was cut short, is none that anybody could make. */
    private Optional<Block> block(ToolCall call) {
        try {
            return json.readTree(call.arguments()) instanceof ObjectNode input
                    ? Optional.of(Block.toolUse(call.id(), call.name(), input))
                    : Optional.empty();
        } catch (JsonProcessingException cutShort) {
            return Optional.empty();
        }
    }

    List<MessageEvent> begin(GeneratedText text) {
        MessageObject start = new MessageObject(id, model, List.of(), null, null, UsageObject.of(text));
        return List.of(new MessageEvent.Start(start), new MessageEvent.Ping());
    }

    /** Possibly nothing: thoughts may not be asked for. */
    List<MessageEvent> part(Piece piece, GeneratedText text) {
        List<MessageEvent> events = new ArrayList<>();
        switch (piece) {
            case Piece.Text(String more, var logprobs)
            when !more.isEmpty() -> {
                begin(Open.TEXT, Block.text(""), events);
                events.add(new BlockDelta(blocks - 1, new Delta.Text(more)));
            }
            case Piece.Reasoning(String more, var logprobs)
            when showsThoughts && !more.isEmpty() -> {
                begin(Open.THINKING, Block.thinking(""), events);
                events.add(new BlockDelta(blocks - 1, new Delta.Thinking(more)));
            }
            case Piece.Call call -> add(call, events);
            case Piece.Text nothing -> {}
            case Piece.Reasoning unasked -> {}
            case Piece.End(FinishReason reason) -> end(reason, text, events);
        }
        return events;
    }

    private void add(Piece.Call piece, List<MessageEvent> events) {
        switch (piece) {
            case Piece.Call.Begin(int index, String call, String name) -> {
                close(events);
                begin(Open.TOOL_USE, Block.toolUse(call, name, json.createObjectNode()), events);
            }
            case Piece.Call.Arguments(int index, String fragment) ->
                events.add(new BlockDelta(blocks - 1, new Delta.InputJson(fragment)));
            case Piece.Call.End end -> close(events);
        }
    }

    private void begin(Open kind, Block start, List<MessageEvent> events) {
        if (open != kind) {
            close(events);
            open = kind;
            events.add(new BlockStart(blocks++, start));
        }
    }

    private void close(List<MessageEvent> events) {
        if (open != Open.NOTHING) {
            events.add(new BlockStop(blocks - 1));
            open = Open.NOTHING;
        }
    }

    private void end(FinishReason reason, GeneratedText text, List<MessageEvent> events) {
        close(events);
        var ending = new MessageEvent.Ending(
                stopReason(reason, text), text.stopText().orElse(null));
        events.add(new MessageEvent.End(ending, UsageObject.of(text)));
        events.add(new MessageEvent.Stop());
    }

    private static String stopReason(FinishReason reason, GeneratedText text) {
        return switch (reason) {
            case STOP -> text.stopText().isPresent() ? "stop_sequence" : "end_turn";
            case TOOL_CALLS -> "tool_use";
            case LENGTH -> "max_tokens";
        };
    }
}
