package dev.freehold.gateway;

import dev.freehold.inference.Conversation;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * What a caller asks a generator for, in no protocol's words.
 *
 * @param maxTokens the most tokens to generate; absent means as many as context and limits allow
 * @param temperature absent means what the model's publisher recommends, and so do {@code topK} and {@code topP}
 */
public record GenerationRequest(
        String model,
        Input input,
        OptionalInt maxTokens,
        OptionalDouble temperature,
        OptionalInt topK,
        OptionalDouble topP,
        OptionalLong seed,
        List<String> stop) {

    /** What there is to continue. */
    public sealed interface Input {
        /** The field's name in the protocols, for error messages. */
        String field();

        /** A conversation, to be rendered with the model's chat template. */
        record Chat(Conversation conversation) implements Input {
            @Override
            public String field() {
                return "messages";
            }
        }

        /** Text as it is. */
        record Text(String text) implements Input {
            @Override
            public String field() {
                return "prompt";
            }

            /** Says the length only: the text is private. */
            @Override
            public String toString() {
                return "Text[" + text.length() + " characters]";
            }
        }

        /** Token ids as they are. */
        record Tokens(List<Integer> ids) implements Input {
            @Override
            public String field() {
                return "prompt";
            }

            /** Says the length only: the tokens are somebody's text. */
            @Override
            public String toString() {
                return "Tokens[" + ids.size() + "]";
            }
        }
    }
}
