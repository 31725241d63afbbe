package dev.freehold.api.openai;

import java.util.concurrent.ThreadLocalRandom;

/** Letters that hide from who only sees sizes how long each piece of a stream is: with them all pieces are alike. */
final class Obfuscation {
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 32;

    private Obfuscation() {}

    /** Fills up to the next multiple of a length that most pieces are shorter than. */
    static String of(String text) {
        StringBuilder letters = new StringBuilder();
        ThreadLocalRandom.current()
                .ints(LENGTH - text.length() % LENGTH, 0, LETTERS.length())
                .forEach(letter -> letters.append(LETTERS.charAt(letter)));
        return letters.toString();
    }
}
