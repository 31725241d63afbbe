package dev.freehold.core;

import java.util.regex.Pattern;

/** A model's name as callers write it: 1 to 128 characters of {@code A-Z a-z 0-9 . _ / -}. */
public record ModelId(String value) implements Comparable<ModelId> {
    private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._/-]{1,128}");

    /**
     * Checks the name.
     *
     * @throws IllegalArgumentException when {@code value} is not such a name
     */
    public ModelId {
        if (!isValid(value)) {
            throw new IllegalArgumentException("not a model name: use 1 to 128 of A-Z a-z 0-9 . _ / -");
        }
    }

    public static boolean isValid(String value) {
        return ALLOWED.matcher(value).matches();
    }

    @Override
    public int compareTo(ModelId other) {
        return value.compareTo(other.value);
    }

    @Override
    public String toString() {
        return value;
    }
}
