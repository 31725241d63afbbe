package dev.freehold.builder;

/** BERT with one segment, positions that begin behind that of the padding, and another head (arXiv 1907.11692). XLM-R is the same. */
class Roberta extends Bert {
    Roberta(ModelConfig config) {
        super(config);
    }

    @Override
    int firstPosition() {
        return config().root().path("pad_token_id").asInt(1) + 1;
    }

    @Override
    int segments() {
        return config().positive("type_vocab_size", 1);
    }

    @Override
    String name() {
        return "roberta";
    }

    @Override
    Head head() {
        return new Head("classifier.dense", "Tanh", "classifier.out_proj");
    }
}
