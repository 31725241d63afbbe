package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** Python's ways to cut a string. */
final class Splitting {

    private Splitting() {}

    /** At most {@code limit} cuts from the left, any number if it is negative. */
    static List<Object> by(String text, String separator, long limit) {
        requireSeparator(separator);
        List<Object> parts = new ArrayList<>();
        int position = 0;
        for (int i = text.indexOf(separator); i >= 0 && parts.size() != limit; i = text.indexOf(separator, position)) {
            parts.add(text.substring(position, i));
            position = i + separator.length();
        }
        parts.add(text.substring(position));
        return parts;
    }

    static List<Object> byFromRight(String text, String separator, long limit) {
        requireSeparator(separator);
        List<Object> parts = new ArrayList<>();
        int end = text.length();
        for (int i = text.lastIndexOf(separator);
                i >= 0 && parts.size() != limit;
                i = lastIndex(text, separator, end)) {
            parts.add(text.substring(i + separator.length(), end));
            end = i;
        }
        parts.add(text.substring(0, end));
        Collections.reverse(parts);
        return parts;
    }

    private static int lastIndex(String text, String separator, int end) {
        return end < separator.length() ? -1 : text.lastIndexOf(separator, end - separator.length());
    }

    private static void requireSeparator(String separator) {
        if (separator.isEmpty()) {
            throw TemplateException.evaluation("empty separator");
        }
    }

    static List<Object> bySpace(String text, long limit) {
        List<Object> parts = new ArrayList<>();
        String rest = Strings.strip(text, Characters::isSpace, true, false);
        while (!rest.isEmpty()) {
            int end = parts.size() == limit ? rest.length() : endOfWord(rest);
            parts.add(parts.size() == limit ? rest : rest.substring(0, end));
            rest = Strings.strip(rest.substring(end), Characters::isSpace, true, false);
        }
        return parts;
    }

    private static int endOfWord(String text) {
        int end = 0;
        while (end < text.length() && !Characters.isSpace(text.charAt(end))) {
            end++;
        }
        return end;
    }

    static List<Object> bySpaceFromRight(String text, long limit) {
        List<Object> parts = new ArrayList<>();
        String rest = Strings.stripTrailing(text);
        while (!rest.isEmpty()) {
            int start = parts.size() == limit ? 0 : startOfLastWord(rest);
            parts.add(rest.substring(start));
            rest = Strings.stripTrailing(rest.substring(0, start));
        }
        Collections.reverse(parts);
        return parts;
    }

    private static int startOfLastWord(String text) {
        int start = text.length();
        while (start > 0 && !Characters.isSpace(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static List<Object> lines(String text, boolean keepsEnds) {
        List<Object> lines = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && !Characters.isLineBreak(text.charAt(end))) {
                end++;
            }
            int next = Math.min(text.length(), end + (text.startsWith("\r\n", end) ? 2 : 1));
            lines.add(text.substring(start, keepsEnds ? next : end));
            start = next;
        }
        return lines;
    }

    static Tuple partition(String text, String separator) {
        requireSeparator(separator);
        int i = text.indexOf(separator);
        return i < 0
                ? Tuple.of(text, "", "")
                : Tuple.of(text.substring(0, i), separator, text.substring(i + separator.length()));
    }

    static Tuple partitionFromRight(String text, String separator) {
        requireSeparator(separator);
        int i = text.lastIndexOf(separator);
        return i < 0
                ? Tuple.of("", "", text)
                : Tuple.of(text.substring(0, i), separator, text.substring(i + separator.length()));
    }
}
