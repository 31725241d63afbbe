package dev.freehold.inference.decoder;

/** How often the drafts of one sequence came true lately, token by token. */
final class Acceptance {
    private static final double WEIGHT_OF_NEWEST = 0.15;

    private double rate = 0.5;

    /** Of a draft, the first {@code accepted} tokens came true, and the one after them, if there was one, did not. */
    void observe(int drafted, int accepted) {
        for (int i = 0; i < accepted; i++) {
            rate += WEIGHT_OF_NEWEST * (1 - rate);
        }
        if (accepted < drafted) {
            rate -= WEIGHT_OF_NEWEST * rate;
        }
    }

    /** The tokens that a verification of so many drafted tokens is expected to bring, its own one among them. */
    double expectedTokens(int drafted) {
        double tokens = 1;
        double reached = 1;
        for (int i = 0; i < drafted; i++) {
            reached *= rate;
            tokens += reached;
        }
        return tokens;
    }
}
