package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a folder's texts are bounded and filled up.
 *
 * @param maxTokens the smallest of the limits that the folder's files name; absent where none does
 * @param paddingId any valid token id; padding is masked
 */
record TextLimits(OptionalInt maxTokens, int paddingId) {

    static TextLimits read(Path root, JsonNode config) throws ModelLoadException {
        int padding = config.path("pad_token_id").asInt(0);
        int vocabulary = config.path("vocab_size").asInt(Integer.MAX_VALUE);
        return new TextLimits(maxTokens(root, config), padding >= 0 && padding < vocabulary ? padding : 0);
    }

    private static OptionalInt maxTokens(Path root, JsonNode config) throws ModelLoadException {
        return Stream.of(
                        limit(Json.read(root.resolve("sentence_bert_config.json"))
                                .path("max_seq_length")),
                        limit(Json.read(root.resolve("tokenizer_config.json")).path("model_max_length")),
                        positions(config))
                .flatMapToInt(OptionalInt::stream)
                .min();
    }

    private static OptionalInt positions(JsonNode config) {
        JsonNode positions = config.has("max_position_embeddings")
                ? config.path("max_position_embeddings")
                : config.path("n_positions");
        // These families count positions from behind the padding token's id.
        boolean countsFromPadding = Set.of("roberta", "xlm-roberta", "camembert", "mpnet")
                .contains(config.path("model_type").asText());
        int unused = countsFromPadding ? config.path("pad_token_id").asInt(1) + 1 : 0;
        OptionalInt limit = limit(positions);
        return limit.isPresent() ? OptionalInt.of(limit.getAsInt() - unused) : limit;
    }

    /** Tokenizers write 10^30 where they mean that there is no limit. */
    private static OptionalInt limit(JsonNode value) {
        boolean isLimit = value.isNumber() && value.asDouble() >= 1 && value.asDouble() < 1e9;
        return isLimit ? OptionalInt.of(value.asInt()) : OptionalInt.empty();
    }
}
