package dev.freehold.inference.tensor;

import org.jspecify.annotations.Nullable;

/** The part of ONNX Runtime's messages that says what is wrong, and not where in its own source. */
final class Sentence {
    private static final int LONGEST = 300;

    private Sentence() {}

    static String of(@Nullable String message) {
        String plain = String.valueOf(message)
                .replaceAll("/[\\w./+-]+\\.(?:cc|h):\\d+ ", "")
                .replaceAll("\\p{Cntrl}+", " ")
                .strip();
        return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST) + "…";
    }
}
