package dev.freehold.builder;

import dev.freehold.builder.StackedMatrix.Part;
import java.util.List;
import java.util.Optional;

/** Llama whose stacked matrices are published as one tensor, with a window (arXiv 2404.14219). Phi 4 is the same. */
final class Phi3 extends Llama {
    Phi3(ModelConfig config) {
        super(config);
    }

    @Override
    boolean hasInputBias() {
        return false;
    }

    @Override
    boolean hasOutputBias() {
        return false;
    }

    @Override
    Optional<Integer> window(int layer) {
        return windowWhere(true);
    }

    @Override
    List<Part> queriesKeysValues(int layer) {
        return List.of(new Part(ofLayer(layer, "self_attn.qkv_proj.weight"), queryWidth() + 2 * keyWidth()));
    }

    @Override
    List<Part> gateAndUp(int layer) {
        return List.of(new Part(ofLayer(layer, "mlp.gate_up_proj.weight"), 2 * hidden()));
    }
}
