package dev.freehold.inference.decoder;

import dev.freehold.inference.grammar.Matcher;

/** Leaves only the tokens that a form allows. */
record FormFilter(Matcher matcher) implements LogitFilter {
    @Override
    public void apply(float[] logits) {
        matcher.apply(logits);
    }

    @Override
    public void accept(int token) {
        matcher.accept(token);
    }
}
