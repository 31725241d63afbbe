package dev.freehold.inference.sampling;

import dev.freehold.inference.Prompt;
import dev.freehold.inference.Sampling;
import java.util.Optional;

/**
 * Makes tokens less likely that were there before. The repetition penalty is Hugging Face's: by prompt and output, whatever
 * the count. Frequency and presence penalty are OpenAI's: by the output only.
 */
final class Penalties implements LogitFilter {
    private final float repetition;
    private final float frequency;
    private final float presence;
    private final TokenCounts generated = new TokenCounts();

    private Penalties(Sampling sampling, Prompt prompt) {
        this.repetition = (float) sampling.repetitionPenalty();
        this.frequency = (float) sampling.frequencyPenalty();
        this.presence = (float) sampling.presencePenalty();
        if (repetition != 1) {
            for (int token : prompt.tokens()) {
                generated.add(token, 0);
            }
        }
    }

    static Optional<LogitFilter> of(Sampling sampling, Prompt prompt) {
        boolean hasNone = sampling.repetitionPenalty() == 1
                && sampling.frequencyPenalty() == 0
                && sampling.presencePenalty() == 0;
        return hasNone ? Optional.empty() : Optional.of(new Penalties(sampling, prompt));
    }

    @Override
    public void apply(float[] logits) {
        for (int i = 0; i < generated.size(); i++) {
            int token = generated.token(i);
            int times = generated.count(i);
            float logit = logits[token];
            logit = logit > 0 ? logit / repetition : logit * repetition;
            logits[token] = times == 0 ? logit : logit - frequency * times - presence;
        }
    }

    @Override
    public void accept(int token) {
        generated.add(token, 1);
    }
}
