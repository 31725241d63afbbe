package dev.freehold.bench;

import java.util.SplittableRandom;

/** Prompts that nobody sent before, so that nothing about them is remembered; the same in every run. */
final class Prompts {
    private final SplittableRandom random = new SplittableRandom(42);
    private final int tokens;

    Prompts(int tokens) {
        this.tokens = tokens;
    }

    int[] next(int length) {
        return random.ints(length, 0, tokens).toArray();
    }

    /** So many words of two letters. */
    String words(int count) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < count; i++) {
            text.append(i == 0 ? "" : " ").append(letter()).append(letter());
        }
        return text.toString();
    }

    private char letter() {
        return (char) ('a' + random.nextInt(26));
    }
}
