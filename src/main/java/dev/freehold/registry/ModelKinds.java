package dev.freehold.registry;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;

/**
 * Tells from a Hugging Face configuration what a model does. A sentence-transformers folder ({@code modules.json} or
 * {@code 1_Pooling}) embeds, whatever its architecture; otherwise the architecture's name decides.
 */
final class ModelKinds {
    private ModelKinds() {}

    static ModelFolder.Kind of(ModelFiles files, JsonNode config) throws IOException, Unservable {
        String architecture = config.path("architectures").path(0).asText("");
        boolean pools = files.find("modules.json").isPresent()
                || files.find("1_Pooling/config.json").isPresent();
        if (pools && !classifies(architecture)) {
            return ModelFolder.Kind.EMBEDDER;
        }
        if (architecture.isEmpty()) {
            throw new Unservable("config.json names no \"architectures\", so that what the model does is unknown");
        }
        if (architecture.endsWith("ForCausalLM") || architecture.endsWith("LMHeadModel")) {
            return ModelFolder.Kind.GENERATOR;
        }
        boolean twoParts = config.path("is_encoder_decoder").asBoolean(false);
        if (architecture.endsWith("Model") && !twoParts) {
            return ModelFolder.Kind.EMBEDDER;
        }
        throw new Unservable(("its architecture %s is not supported; served are text generation (…ForCausalLM)"
                        + " and embeddings (…Model, or a sentence-transformers folder)")
                .formatted(printable(architecture)));
    }

    private static boolean classifies(String architecture) {
        return architecture.endsWith("Classification");
    }

    private static String printable(String architecture) {
        String plain = architecture.replaceAll("[^A-Za-z0-9_.-]", "?");
        return plain.length() <= 80 ? plain : plain.substring(0, 80) + "…";
    }
}
