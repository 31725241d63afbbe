package dev.freehold.inference.decoder;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Decides when to verify drafts instead of writing token by token: when the tokens that are expected of it, by what came true
 * lately, cost less time each, by what runs took lately. Whatever it decides, the text is the same.
 */
final class Speculation {
    /** With more sequences, one run for all of them beats a run for each. */
    static final int MOST_SEQUENCES = 4;

    private static final int[] LENGTHS = {1, 2, 3, 5, 7, 11, 15};
    private static final double CLEARLY = 1.02;
    /** Drafts that were turned down before one is tried all the same, for what runs take may have changed. */
    private static final int PATIENCE = 50;

    private final RunCosts verifications = new RunCosts(InPlaceDecoder.MOST_LOGITS);
    private final RunCosts steps = new RunCosts(MOST_SEQUENCES);
    private int turnedDown;

    void observeVerification(int tokens, double nanos) {
        verifications.observe(tokens, nanos);
    }

    void observeStep(int sequences, double nanos) {
        if (sequences <= MOST_SEQUENCES) {
            steps.observe(sequences, nanos);
        }
        if (sequences == 1) {
            verifications.observe(1, nanos);
        }
    }

    /** A draft for each of these sequences, or none at all when a step for all of them is expected to be better. */
    List<int[]> drafts(List<Sequence> writing) {
        double tokens = 0;
        double nanos = 0;
        List<int[]> drafts = new ArrayList<>();
        for (Sequence sequence : writing) {
            int[] draft = best(sequence);
            if (draft.length == 0) {
                return List.of();
            }
            drafts.add(draft);
            tokens += sequence.acceptance().expectedTokens(draft.length);
            nanos += verifications.of(draft.length + 1);
        }
        double step = steps.of(writing.size());
        boolean pays = tokens * step > CLEARLY * nanos * writing.size();
        return pays || isTimeToTry() ? drafts : List.of();
    }

    private boolean isTimeToTry() {
        turnedDown = (turnedDown + 1) % PATIENCE;
        return turnedDown == 0;
    }

    /** The length of draft that promises the most tokens in a given time. */
    private int[] best(Sequence sequence) {
        int[] draft = sequence.draft(Math.min(LENGTHS[LENGTHS.length - 1], sequence.remaining() - 1));
        int best = 0;
        double most = 0;
        for (int length : LENGTHS) {
            double promise = sequence.acceptance().expectedTokens(length) / verifications.of(length + 1);
            if (length <= draft.length && promise > most) {
                most = promise;
                best = length;
            }
        }
        return Arrays.copyOf(draft, best);
    }
}
