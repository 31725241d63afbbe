package dev.freehold.api.openai;

import dev.freehold.inference.TokenStream.FinishReason;

/** The protocol's names for why a generation ended. */
final class FinishReasons {
    private FinishReasons() {}

    static String name(FinishReason reason) {
        return switch (reason) {
            case STOP -> "stop";
            case TOOL_CALLS -> "tool_calls";
            case LENGTH -> "length";
        };
    }
}
