package dev.freehold.inference.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place in the source that only moves forward and knows its line. */
final class Cursor {

    private final String source;
    private int position;
    private int line = 1;

    Cursor(String source) {
        this.source = source;
    }

    int position() {
        return position;
    }

    int line() {
        return line;
    }

    boolean isAtEnd() {
        return position >= source.length();
    }

    boolean isAtLineStart() {
        return position == 0 || source.charAt(position - 1) == '\n';
    }

    boolean isAt(String text) {
        return source.startsWith(text, position);
    }

    char at(int index) {
        return index < source.length() ? source.charAt(index) : '\0';
    }

    int find(String text, int from) {
        return source.indexOf(text, from);
    }

    /** Moves to {@code end} and returns what lay between. */
    String moveTo(int end) {
        String passed = source.substring(position, end);
        line += (int) passed.chars().filter(c -> c == '\n').count();
        position = end;
        return passed;
    }

    /** Moves over what the pattern matches right here, or returns null and stays. */
    @Nullable
    Matcher take(Pattern pattern) {
        Matcher matcher = pattern.matcher(source).region(position, source.length());
        matcher.useTransparentBounds(true);
        if (!matcher.lookingAt()) {
            return null;
        }
        moveTo(matcher.end());
        return matcher;
    }

    void skipSpace() {
        int end = position;
        while (end < source.length() && Characters.isSpace(source.charAt(end))) {
            end++;
        }
        moveTo(end);
    }

    TemplateException failure(String reason) {
        return TemplateException.syntax(reason, line);
    }
}
