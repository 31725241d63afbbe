package dev.freehold.builder;

import java.util.Optional;

/** Gemma with norms after each part, too, a window in every other layer, and bent scores and logits (arXiv 2408.00118). */
class Gemma2 extends Gemma {
    Gemma2(ModelConfig config) {
        super(config);
    }

    @Override
    boolean normsOutputs() {
        return true;
    }

    @Override
    String feedForwardNorm(int layer) {
        return ofLayer(layer, "pre_feedforward_layernorm.weight");
    }

    @Override
    double attentionScale() {
        return 1 / Math.sqrt(config().number("query_pre_attn_scalar", 256));
    }

    @Override
    Optional<Double> attentionCap() {
        return cap("attn_logit_softcapping");
    }

    @Override
    Optional<Double> logitCap() {
        return cap("final_logit_softcapping");
    }

    private Optional<Double> cap(String field) {
        return config().has(field) ? Optional.of(config().number(field)) : Optional.empty();
    }

    @Override
    Optional<Integer> window(int layer) {
        return windowWhere(isSliding(layer));
    }

    boolean isSliding(int layer) {
        return isListedAsSliding(layer).orElse(layer % 2 == 0);
    }
}
