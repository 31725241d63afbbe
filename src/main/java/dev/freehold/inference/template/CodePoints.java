package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.List;

/** Strings counted as Python counts them: in code points. */
final class CodePoints {

    private CodePoints() {}

    static int length(String text) {
        return text.codePointCount(0, text.length());
    }

    static List<Object> split(String text) {
        List<Object> characters = new ArrayList<>(text.length());
        text.codePoints().forEach(c -> characters.add(Character.toString(c)));
        return characters;
    }

    static String at(String text, int index) {
        return Character.toString(text.codePointAt(text.offsetByCodePoints(0, index)));
    }

    static String slice(String text, long start, long stop) {
        if (start >= stop) {
            return "";
        }
        int from = text.offsetByCodePoints(0, (int) start);
        return text.substring(from, text.offsetByCodePoints(from, (int) (stop - start)));
    }

    /** Orders by code point, where {@link String#compareTo} orders by UTF-16 unit. */
    static int compare(String left, String right) {
        int shorter = Math.min(left.length(), right.length());
        for (int i = 0; i < shorter; i++) {
            char a = left.charAt(i);
            char b = right.charAt(i);
            if (a != b) {
                return Character.isSurrogate(a) == Character.isSurrogate(b)
                        ? Character.compare(a, b)
                        : Boolean.compare(Character.isSurrogate(a), Character.isSurrogate(b));
            }
        }
        return Integer.compare(left.length(), right.length());
    }
}
