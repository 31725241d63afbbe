package dev.freehold.inference.sampling;

import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Sampling;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;

/**
 * Picks the next tokens of one sequence. Holds its random numbers and what it has said so far, so nothing else in a batch can
 * change its picks. It MUST be asked exactly once for each token that is given out, in their order, and with that position's
 * own logits: then it does not matter how, or how early, the logits came about.
 */
public final class Sampler {
    /** Below this the likeliest token has it all, and dividing by it would overflow. */
    private static final double COLDEST = 1e-5;

    private final List<LogitFilter> filters;
    private final Choice choice;
    private final OptionalInt topLogprobs;
    private float[] unfiltered = {};

    /** Takes one of the tokens. */
    interface Choice {
        int pick(float[] logits);
    }

    private Sampler(List<LogitFilter> filters, Choice choice, OptionalInt topLogprobs) {
        this.filters = filters;
        this.choice = choice;
        this.topLogprobs = topLogprobs;
    }

    public static Sampler of(GenerationSettings settings, Prompt prompt) {
        return of(settings, prompt, Optional.empty());
    }

    /** The form has the last word. */
    public static Sampler of(GenerationSettings settings, Prompt prompt, Optional<LogitFilter> form) {
        Sampling sampling = settings.sampling();
        List<LogitFilter> filters = new ArrayList<>();
        Penalties.of(sampling, prompt).ifPresent(filters::add);
        if (!sampling.logitBias().isEmpty()) {
            filters.add(new LogitBias(sampling.logitBias()));
        }
        form.ifPresent(filters::add);
        return new Sampler(filters, choice(settings), settings.topLogprobs());
    }

    private static Choice choice(GenerationSettings settings) {
        if (settings.sampling().temperature() < COLDEST) {
            return Candidates::likeliest;
        }
        SplittableRandom random = settings.seed().isPresent()
                ? new SplittableRandom(settings.seed().getAsLong())
                : new SplittableRandom();
        return new RandomChoice(settings.sampling(), random::nextDouble);
    }

    /**
     * Picks one of {@code logits}' indices; ties go to the lower one.
     *
     * @param logits of the model, as they are; they are changed here
     * @throws ArithmeticException when no logit is a finite number
     */
    public Pick pick(float[] logits) {
        float[] raw = topLogprobs.isPresent() ? beforeFilters(logits) : logits;
        for (LogitFilter filter : filters) {
            filter.apply(logits);
        }
        int token = choice.pick(logits);
        for (LogitFilter filter : filters) {
            filter.accept(token);
        }
        return topLogprobs.isPresent()
                ? new Pick(token, Odds.of(raw, token, topLogprobs.getAsInt()))
                : new Pick(token, null);
    }

    private float[] beforeFilters(float[] logits) {
        if (filters.isEmpty()) {
            return logits;
        }
        if (unfiltered.length == logits.length) {
            System.arraycopy(logits, 0, unfiltered, 0, logits.length);
        } else {
            unfiltered = Arrays.copyOf(logits, logits.length);
        }
        return unfiltered;
    }
}
