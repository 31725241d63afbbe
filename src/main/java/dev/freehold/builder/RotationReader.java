package dev.freehold.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.builder.checkpoint.Unbuildable;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads what a configuration says of its rotation: older ones have {@code rope_theta} and {@code rope_scaling}, newer ones
 * {@code rope_parameters}.
 */
final class RotationReader {
    private static final double USUAL_BASE = 10_000;

    private final ModelConfig config;
    private final ModelConfig scaling;
    private final double base;
    private final int width;

    private RotationReader(ModelConfig config, ModelConfig scaling, double base, int width) {
        this.config = config;
        this.scaling = scaling;
        this.base = base;
        this.width = width;
    }

    /** @param width numbers of a head that are turned */
    static Rotation read(ModelConfig config, int width) {
        ModelConfig said = parameters(config);
        double base = said.number("rope_theta", config.number("rope_theta", USUAL_BASE));
        return new RotationReader(config, said, base, width).read();
    }

    /** For models whose layers differ: what the newer configurations say under the type of a layer. */
    static Rotation read(ModelConfig config, int width, String layerType, double base, boolean isScaled) {
        ModelConfig said = parameters(config);
        ModelConfig own = said.has(layerType) ? said.inner(layerType) : said;
        ModelConfig none = new ModelConfig(config.root().path("no such field"));
        boolean isNested = said.has(layerType);
        double theta = isNested ? own.number("rope_theta", base) : base;
        return new RotationReader(config, isNested || isScaled ? own : none, theta, width).read();
    }

    /** Whether positions beyond those of its training are reached by other frequencies, which depend on the length of the text. */
    static boolean isLongRope(ModelConfig config) {
        return type(parameters(config)).equals("longrope");
    }

    static ModelConfig parameters(ModelConfig config) {
        return config.has("rope_parameters") ? config.inner("rope_parameters") : config.inner("rope_scaling");
    }

    private static String type(ModelConfig scaling) {
        String type = scaling.text("rope_type", scaling.text("type", "default"));
        return type.equals("su") ? "longrope" : type;
    }

    private Rotation read() {
        List<Double> plain = plain();
        return switch (type(scaling)) {
            case "default" -> new Rotation(plain, 1);
            case "linear" -> {
                double factor = scaling.number("factor");
                yield new Rotation(plain.stream().map(each -> each / factor).toList(), 1);
            }
            case "llama3" -> new Rotation(plain.stream().map(this::llama3).toList(), 1);
            case "yarn" -> new YarnScaling(scaling, base, width, trained()).rotation(plain);
            case "longrope" -> longRope(plain);
            default ->
                throw new Unbuildable(
                        "config.json: the rope_type %s is not known here; known are default, linear, llama3, yarn and longrope"
                                .formatted(Unbuildable.shown(type(scaling))));
        };
    }

    private List<Double> plain() {
        List<Double> frequencies = new ArrayList<>();
        for (int i = 0; i < width / 2; i++) {
            frequencies.add(Math.pow(base, -2.0 * i / width));
        }
        return frequencies;
    }

    /** Slow pairs are slowed down, fast ones stay, those between are blended (Llama 3.1). */
    private double llama3(double frequency) {
        double factor = scaling.number("factor");
        double low = scaling.number("low_freq_factor");
        double high = scaling.number("high_freq_factor");
        double turns = scaling.positive("original_max_position_embeddings") * frequency / (2 * Math.PI);
        double smooth = Math.clamp((turns - low) / (high - low), 0, 1);
        return (1 - smooth) * frequency / factor + smooth * frequency;
    }

    /** Up to the length of the training, which is as far as a built model goes (LongRoPE, arXiv 2402.13753). */
    private Rotation longRope(List<Double> plain) {
        JsonNode factors = scaling.root().path("short_factor");
        if (factors.size() != plain.size()) {
            throw new Unbuildable(
                    "config.json: short_factor has %d entries, expected %d".formatted(factors.size(), plain.size()));
        }
        List<Double> frequencies = new ArrayList<>();
        for (int i = 0; i < plain.size(); i++) {
            frequencies.add(plain.get(i) / factors.path(i).asDouble());
        }
        double stretched = scaling.number("factor", (double) config.positive("max_position_embeddings") / trained());
        double magnitude = stretched <= 1 ? 1 : Math.sqrt(1 + Math.log(stretched) / Math.log(trained()));
        return new Rotation(frequencies, scaling.number("attention_factor", magnitude));
    }

    /** Positions that it was trained with before its context was stretched. */
    private int trained() {
        return trained(config);
    }

    static int trained(ModelConfig config) {
        int all = config.positive("max_position_embeddings");
        return parameters(config)
                .positive("original_max_position_embeddings", config.positive("original_max_position_embeddings", all));
    }
}
