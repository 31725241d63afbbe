package dev.freehold.builder;

import dev.freehold.builder.checkpoint.Weights;

/** A model as its configuration describes it. */
interface Architecture {

    /** The ONNX file; the weights are planned into the data, which is to be written after. */
    byte[] graph(String name, DecoderLayout layout, Weights weights, ExternalData data);

    /** Whether a tensor of a published checkpoint has no say in the output. */
    boolean isNeedless(String tensor);

    /** Tokens that the built model can attend to. */
    int context();

    /** Whether it writes text. */
    boolean writes();
}
