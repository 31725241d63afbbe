package dev.freehold.inference.sampling;

import dev.freehold.inference.grammar.Matcher;

/** Leaves only the tokens that a form allows. */
public record FormFilter(Matcher matcher) implements LogitFilter {
    @Override
    public void apply(float[] logits) {
        matcher.apply(logits);
    }

    @Override
    public void accept(int token) {
        matcher.accept(token);
    }
}
