package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What a sentence-transformers or Hugging Face folder says about its model.
 *
 * @param maxTokens the smallest of the limits that the folder's files name
 * @param vocabularySize token ids are below it
 * @param paddingId any valid token id; padding is masked
 * @param hasOwnModules whether the folder asks for steps after pooling that only a graph can take
 */
record EmbedderFacts(Pooling pooling, int maxTokens, int vocabularySize, int paddingId, boolean hasOwnModules) {
    private static final Set<String> PLAIN_MODULES = Set.of("Transformer", "Pooling", "Normalize", "StaticEmbedding");
    private static final Map<String, Pooling> POOLINGS = Map.of(
            "pooling_mode_mean_tokens", Pooling.MEAN,
            "pooling_mode_cls_token", Pooling.CLS,
            "pooling_mode_lasttoken", Pooling.LAST_TOKEN);

    static EmbedderFacts read(Path root) throws ModelLoadException {
        JsonNode config = Json.read(root.resolve("config.json"));
        int vocabulary = config.path("vocab_size").asInt(0);
        if (vocabulary < 1) {
            throw new ModelLoadException("config.json names no vocab_size");
        }
        int padding = config.path("pad_token_id").asInt(0);
        return new EmbedderFacts(
                pooling(Json.read(root.resolve("1_Pooling/config.json"))),
                maxTokens(root, config),
                vocabulary,
                padding >= 0 && padding < vocabulary ? padding : 0,
                hasOwnModules(Json.read(root.resolve("modules.json"))));
    }

    private static Pooling pooling(JsonNode config) throws ModelLoadException {
        List<String> modes = config.properties().stream()
                .filter(entry -> entry.getKey().startsWith("pooling_mode")
                        && entry.getValue().asBoolean())
                .map(Map.Entry::getKey)
                .toList();
        if (modes.isEmpty()) {
            return Pooling.MEAN;
        }
        Pooling pooling = POOLINGS.get(modes.getFirst());
        if (modes.size() > 1 || pooling == null) {
            throw new ModelLoadException("1_Pooling/config.json asks for %s; served are one of %s"
                    .formatted(modes, POOLINGS.keySet().stream().sorted().toList()));
        }
        return pooling;
    }

    private static int maxTokens(Path root, JsonNode config) throws ModelLoadException {
        return Stream.of(
                        limit(Json.read(root.resolve("sentence_bert_config.json"))
                                .path("max_seq_length")),
                        limit(Json.read(root.resolve("tokenizer_config.json")).path("model_max_length")),
                        positions(config))
                .flatMapToInt(OptionalInt::stream)
                .min()
                .orElseThrow(() -> new ModelLoadException(
                        "no file says how many tokens an input may have; add max_position_embeddings to config.json"));
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

    private static boolean hasOwnModules(JsonNode modules) {
        return modules.valueStream()
                .map(module -> module.path("type").asText())
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .anyMatch(type -> !PLAIN_MODULES.contains(type));
    }
}
