package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.checkpoint.Unbuildable;

/** What opens the gate of a feed-forward part. */
enum Activation {
    /** {@code x * sigmoid(x)}, also called swish. */
    SILU,
    /** {@code x * Φ(x)}, with Φ by the error function. */
    GELU,
    /** The same with Φ by the hyperbolic tangent. */
    GELU_TANH;

    static Activation named(String name) {
        return switch (name) {
            case "silu", "swish" -> SILU;
            case "gelu" -> GELU;
            case "gelu_pytorch_tanh", "gelu_new", "gelu_fast" -> GELU_TANH;
            default ->
                throw new Unbuildable(
                        "config.json: the activation %s is not known here; known are silu, gelu and gelu_pytorch_tanh"
                                .formatted(Unbuildable.shown(name)));
        };
    }

    String apply(GraphBuilder graph, String place, String input) {
        return switch (this) {
            case SILU ->
                graph.add(
                        place + "/Mul",
                        standard("Mul"),
                        input,
                        graph.add(place + "/Sigmoid", standard("Sigmoid"), input));
            case GELU -> graph.add(place + "/Gelu", standard("Gelu"), input);
            case GELU_TANH -> graph.add(place + "/Gelu", standard("Gelu").with("approximate", "tanh"), input);
        };
    }
}
