package dev.freehold.builder;

import com.fasterxml.jackson.databind.JsonNode;

/** How one layer turns queries and keys, by wavelengths as the papers have it, and whether it looks through a window. */
final class PaperRotation {
    private final JsonNode config;
    private final int layer;
    private final int size;
    private final String type;

    PaperRotation(JsonNode config, int layer, int size) {
        this.config = config;
        this.layer = layer;
        this.size = size;
        this.type = config.path("model_type").asText();
    }

    static boolean slides(JsonNode config, int layer) {
        if (!config.path("sliding_window").isInt()) {
            return false;
        }
        return switch (config.path("model_type").asText()) {
            case "mistral", "phi3" -> true;
            case "ministral" -> config.path("layer_types").path(layer).asText().equals("sliding_attention");
            case "qwen2", "qwen3" ->
                config.path("use_sliding_window").asBoolean()
                        && layer >= config.path("max_window_layers").asInt();
            case "gemma2" -> layer % 2 == 0;
            case "gemma3_text" -> layer % config.path("sliding_window_pattern").asInt(6) != 5;
            default -> false;
        };
    }

    void turn(double[] all, int position) {
        if (type.equals("smollm3") && config.path("no_rope_layers").path(layer).asInt() == 0) {
            return;
        }
        int turned = (int) (size * config.path("partial_rotary_factor").asDouble(1));
        double magnitude = magnitude();
        for (int head = 0; head < all.length; head += size) {
            for (int i = 0; i < turned / 2; i++) {
                double angle = position * 2 * Math.PI / wavelength(i, turned);
                double left = all[head + i];
                double right = all[head + turned / 2 + i];
                all[head + i] = magnitude * (left * Math.cos(angle) - right * Math.sin(angle));
                all[head + turned / 2 + i] = magnitude * (right * Math.cos(angle) + left * Math.sin(angle));
            }
        }
    }

    private double wavelength(int pair, int turned) {
        boolean isLocal = type.equals("gemma3_text") && slides(config, layer);
        JsonNode scaling = config.path("rope_scaling");
        double base =
                config.path(isLocal ? "rope_local_base_freq" : "rope_theta").asDouble();
        double wave = 2 * Math.PI * Math.pow(base, 2.0 * pair / turned);
        if (isLocal || !scaling.isObject()) {
            return wave;
        }
        double factor = scaling.path("factor").asDouble();
        double trained = scaling.path("original_max_position_embeddings").asDouble();
        return switch (scaling.path("rope_type").asText(scaling.path("type").asText())) {
            case "linear" -> wave * factor;
            case "llama3" -> llama3(scaling, wave, factor, trained);
            case "yarn" -> yarn(pair, turned, base, wave, factor, trained);
            case "longrope" -> wave * scaling.path("short_factor").path(pair).asDouble();
            default -> wave;
        };
    }

    private static double llama3(JsonNode scaling, double wave, double factor, double trained) {
        double low = scaling.path("low_freq_factor").asDouble();
        double high = scaling.path("high_freq_factor").asDouble();
        if (wave < trained / high) {
            return wave;
        }
        if (wave > trained / low) {
            return wave * factor;
        }
        double smooth = (trained / wave - low) / (high - low);
        return 1 / ((1 - smooth) / (wave * factor) + smooth / wave);
    }

    /** Blends between the pairs that turn 32 times and once in the trained length. */
    private static double yarn(int pair, int turned, double base, double wave, double factor, double trained) {
        double first = Math.floor(turned * Math.log(trained / (32 * 2 * Math.PI)) / (2 * Math.log(base)));
        double last = Math.ceil(turned * Math.log(trained / (2 * Math.PI)) / (2 * Math.log(base)));
        double ramp = Math.min(
                1, Math.max(0, (pair - Math.max(first, 0)) / (Math.min(last, turned - 1) - Math.max(first, 0))));
        return 1 / (ramp / (factor * wave) + (1 - ramp) / wave);
    }

    private double magnitude() {
        JsonNode scaling = config.path("rope_scaling");
        double trained = config.path("original_max_position_embeddings").asDouble();
        return switch (scaling.path("rope_type").asText(scaling.path("type").asText())) {
            case "yarn" -> 0.1 * Math.log(scaling.path("factor").asDouble()) + 1;
            case "longrope" ->
                Math.sqrt(
                        1 + Math.log(config.path("max_position_embeddings").asDouble() / trained) / Math.log(trained));
            default -> 1;
        };
    }
}
