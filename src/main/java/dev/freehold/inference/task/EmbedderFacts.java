package dev.freehold.inference.task;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.inference.ModelLoadException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a sentence-transformers or Hugging Face folder says about its model.
 *
 * @param vocabularySize token ids are below it
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
        TextLimits limits = TextLimits.read(root, config);
        int maxTokens = limits.maxTokens()
                .orElseThrow(() -> new ModelLoadException(
                        "no file says how many tokens an input may have; add max_position_embeddings to config.json"));
        return new EmbedderFacts(
                pooling(Json.read(root.resolve("1_Pooling/config.json"))),
                maxTokens,
                vocabulary,
                limits.paddingId(),
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

    private static boolean hasOwnModules(JsonNode modules) {
        return modules.valueStream()
                .map(module -> module.path("type").asText())
                .map(type -> type.substring(type.lastIndexOf('.') + 1))
                .anyMatch(type -> !PLAIN_MODULES.contains(type));
    }
}
