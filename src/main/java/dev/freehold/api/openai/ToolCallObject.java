package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.ToolCall;
import org.jspecify.annotations.Nullable;

/**
 * A {@code tool_calls} element, whole or a delta. What is Java's {@code null} is left out: in a delta, {@code id}, {@code type}
 * and {@code name} come once.
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ToolCallObject(
        @Nullable Integer index,
        @Nullable String id,
        @Nullable String type,
        Function function) {

    /** The {@code function} of a call. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Function(@Nullable String name, String arguments) {}

    static ToolCallObject whole(ToolCall call) {
        return new ToolCallObject(null, call.id(), "function", new Function(call.name(), call.arguments()));
    }

    static ToolCallObject begin(Piece.Call.Begin call) {
        return new ToolCallObject(call.index(), call.id(), "function", new Function(call.name(), ""));
    }

    static ToolCallObject more(Piece.Call.Arguments more) {
        return new ToolCallObject(more.index(), null, null, new Function(null, more.fragment()));
    }
}
