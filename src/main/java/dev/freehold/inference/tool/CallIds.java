package dev.freehold.inference.tool;

import java.security.SecureRandom;

/** Names for calls, as hard to mistake for one another as random can make them. */
final class CallIds {
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    private static final int LENGTH = 24;

    private CallIds() {}

    static String random() {
        StringBuilder id = new StringBuilder("call_");
        RANDOM.ints(LENGTH, 0, LETTERS.length()).forEach(letter -> id.append(LETTERS.charAt(letter)));
        return id.toString();
    }
}
