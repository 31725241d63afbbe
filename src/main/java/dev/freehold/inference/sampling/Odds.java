package dev.freehold.inference.sampling;

/**
 * How likely a token was by the model's own logits.
 *
 * @param logprob of the token itself
 * @param top the likeliest tokens, likeliest first
 * @param topLogprobs of those, in their order
 */
@SuppressWarnings("ArrayRecordComponent") // goes from one thread to another, compared by nobody
public record Odds(double logprob, int[] top, double[] topLogprobs) {
    /** The logarithm of a probability that is as good as none; JSON has no infinity. */
    private static final double NEVER = -9999;

    static Odds of(float[] logits, int token, int count) {
        int[] top = Candidates.likeliest(logits, Math.min(Math.max(count, 1), logits.length));
        Weights weights = new Weights(1);
        weights.relativeTo(logits[top[0]]);
        double all = logits[top[0]] + Math.log(weights.sum(logits));
        double[] logprobs = new double[Math.min(count, top.length)];
        for (int i = 0; i < logprobs.length; i++) {
            logprobs[i] = logprob(logits[top[i]], all);
        }
        return new Odds(logprob(logits[token], all), count == 0 ? new int[0] : top, logprobs);
    }

    private static double logprob(float logit, double all) {
        double logprob = Math.min(0, logit - all);
        return logprob > NEVER ? logprob : NEVER; // also for what is not a number
    }
}
