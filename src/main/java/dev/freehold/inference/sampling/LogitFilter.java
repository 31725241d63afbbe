package dev.freehold.inference.sampling;

/** Changes the logits of one sequence before a token is drawn by them. */
public interface LogitFilter {

    /** Changes the logits in place; a token whose logit becomes negative infinity cannot be picked. */
    void apply(float[] logits);

    /** Learns which token was picked. */
    void accept(int token);
}
