package dev.freehold.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.registry.ModelFolder.Kind;
import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Collectors;

/**
 * Tells from a Hugging Face configuration what a model does. What {@code freehold_kind} in {@code config.json} states comes
 * first; then a sentence-transformers folder ({@code modules.json} or {@code 1_Pooling}) embeds, unless it classifies; otherwise
 * the architecture's name decides. A classifier of sequences with a single label is a cross-encoder.
 */
final class ModelKinds {
    private ModelKinds() {}

    static Kind of(ModelFiles files, JsonNode config) throws IOException, Unservable {
        String stated = config.path("freehold_kind").asText("");
        if (!stated.isEmpty()) {
            return stated(stated);
        }
        String architecture = config.path("architectures").path(0).asText("");
        boolean pools = files.find("modules.json").isPresent()
                || files.find("1_Pooling/config.json").isPresent();
        if (pools && !architecture.endsWith("Classification")) {
            return Kind.EMBEDDER;
        }
        if (architecture.isEmpty()) {
            throw new Unservable("config.json names no \"architectures\", so that what the model does is unknown");
        }
        return byName(architecture, config);
    }

    private static Kind stated(String stated) throws Unservable {
        for (Kind kind : Kind.values()) {
            if (kind.wireName().equals(stated)) {
                return kind;
            }
        }
        throw new Unservable("config.json states the freehold_kind %s; there are %s"
                .formatted(
                        printable(stated),
                        Arrays.stream(Kind.values()).map(Kind::wireName).collect(Collectors.joining(", "))));
    }

    private static Kind byName(String architecture, JsonNode config) throws Unservable {
        if (architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel")) {
            return Kind.GENERATOR;
        }
        boolean twoParts = config.path("is_encoder_decoder").asBoolean(false);
        if (architecture.endsWith("ForSequenceClassification") && !twoParts) {
            return labels(config) == 1 ? Kind.RANKER : Kind.CLASSIFIER;
        }
        if (architecture.endsWith("ForTokenClassification") && !twoParts) {
            return Kind.TOKEN_CLASSIFIER;
        }
        if (architecture.endsWith("Model") && !twoParts) {
            return Kind.EMBEDDER;
        }
        throw new Unservable(("its architecture %s is not supported; served are text generation (…ForCausalLM),"
                        + " embeddings (…Model, or a sentence-transformers folder), rerank and classification"
                        + " (…ForSequenceClassification, …ForTokenClassification)")
                .formatted(printable(architecture)));
    }

    private static int labels(JsonNode config) {
        int named = config.path("id2label").size();
        return named > 0 ? named : config.path("num_labels").asInt(0);
    }

    private static String printable(String text) {
        String plain = text.replaceAll("[^A-Za-z0-9_.-]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }
}
