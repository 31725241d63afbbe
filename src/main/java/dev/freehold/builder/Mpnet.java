package dev.freehold.builder;

import java.util.Optional;

/** RoBERTa without segments, and with biases of scores by distance (arXiv 2004.09297). */
final class Mpnet extends Roberta {
    Mpnet(ModelConfig config) {
        super(config);
    }

    @Override
    int segments() {
        return 0;
    }

    @Override
    String name() {
        return "mpnet";
    }

    @Override
    Optional<String> distances() {
        return Optional.of(place("encoder.relative_attention_bias.weight"));
    }

    @Override
    LayerNames names(int layer) {
        String place = place("encoder.layer." + layer + ".");
        return new LayerNames(
                place + "attention.attn.q",
                place + "attention.attn.k",
                place + "attention.attn.v",
                place + "attention.attn.o",
                place + "attention.LayerNorm",
                place + "intermediate.dense",
                place + "output.dense",
                place + "output.LayerNorm");
    }
}
