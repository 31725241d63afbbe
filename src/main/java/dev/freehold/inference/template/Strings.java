package dev.freehold.inference.template;

import java.util.Locale;
import java.util.function.IntPredicate;

/** Python's string operations that need no budget: they never lengthen a text much. */
final class Strings {

    private Strings() {}

    static boolean isBlank(String text) {
        return text.codePoints().allMatch(Characters::isSpace);
    }

    static String stripTrailing(String text) {
        return strip(text, Characters::isSpace, false, true);
    }

    static String strip(String text, IntPredicate unwanted, boolean leading, boolean trailing) {
        int start = 0;
        int end = text.length();
        while (leading && start < end && unwanted.test(text.codePointAt(start))) {
            start += Character.charCount(text.codePointAt(start));
        }
        while (trailing && start < end && unwanted.test(text.codePointBefore(end))) {
            end -= Character.charCount(text.codePointBefore(end));
        }
        return text.substring(start, end);
    }

    static String upper(String text) {
        return text.toUpperCase(Locale.ROOT);
    }

    static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }

    static String capitalize(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.codePointAt(0);
        return Character.toString(Character.toTitleCase(first)) + lower(text.substring(Character.charCount(first)));
    }

    /** As {@code str.title()}: a word starts after anything that is not a letter. */
    static String title(String text) {
        StringBuilder titled = new StringBuilder();
        boolean[] isInWord = {false};
        text.codePoints().forEach(c -> {
            titled.appendCodePoint(isInWord[0] ? Character.toLowerCase(c) : Character.toTitleCase(c));
            isInWord[0] = Characters.isCased(c);
        });
        return titled.toString();
    }

    static String swapCase(String text) {
        StringBuilder swapped = new StringBuilder();
        text.codePoints()
                .forEach(c -> swapped.append(
                        Character.isUpperCase(c) ? lower(Character.toString(c)) : upper(Character.toString(c))));
        return swapped.toString();
    }

    static boolean isLower(String text) {
        return text.codePoints().anyMatch(Characters::isCased)
                && text.codePoints().noneMatch(c -> Character.isUpperCase(c) || Character.isTitleCase(c));
    }

    static boolean isUpper(String text) {
        return text.codePoints().anyMatch(Characters::isCased)
                && text.codePoints().noneMatch(c -> Character.isLowerCase(c) || Character.isTitleCase(c));
    }

    static boolean all(String text, IntPredicate wanted) {
        return !text.isEmpty() && text.codePoints().allMatch(wanted);
    }

    /** Replaces the first {@code count} occurrences, all of them if it is negative. */
    static String replace(String text, String old, String replacement, long count, Meter meter) {
        if (old.isEmpty()) {
            return interleave(text, replacement, count, meter);
        }
        BoundedText result = meter.newText();
        int position = 0;
        long left = count;
        for (int i = text.indexOf(old); i >= 0 && left != 0; i = text.indexOf(old, position)) {
            result.append(text.substring(position, i)).append(replacement);
            position = i + old.length();
            left--;
        }
        return result.append(text.substring(position)).toString();
    }

    /** An empty old text is found before every character and at the end. */
    private static String interleave(String text, String replacement, long count, Meter meter) {
        BoundedText result = meter.newText();
        long left = count < 0 ? Long.MAX_VALUE : count;
        for (Object character : CodePoints.split(text)) {
            if (left-- > 0) {
                result.append(replacement);
            }
            result.append((String) character);
        }
        return result.append(left > 0 ? replacement : "").toString();
    }
}
