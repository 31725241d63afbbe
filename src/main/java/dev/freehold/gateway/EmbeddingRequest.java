package dev.freehold.gateway;

import java.util.List;
import java.util.OptionalInt;

/** What a caller asks an embedder for, in no protocol's words. */
public record EmbeddingRequest(String model, List<Input> inputs, OptionalInt dimensions) {

    public EmbeddingRequest {
        inputs = List.copyOf(inputs);
    }

    /** One thing to embed. */
    public sealed interface Input {
        /** Plain text. */
        record Text(String text) implements Input {
            /** Says the length only: the text is private. */
            @Override
            public String toString() {
                return "Text[" + text.length() + " characters]";
            }
        }

        /** Token ids of the model's own vocabulary. */
        record Tokens(List<Integer> ids) implements Input {
            /** Says the length only: the tokens are somebody's text. */
            @Override
            public String toString() {
                return "Tokens[" + ids.size() + "]";
            }
        }
    }
}
