package dev.freehold.inference.tool;

/** Looks for the end of a JSON object in text that comes in parts. */
final class ObjectEnd {
    private static final String BETWEEN_STRINGS = " \t\r\n{}[],:+-.0123456789truefalsnE\"";

    private int depth;
    private boolean isInString;
    private boolean isEscaped;
    private State state = State.OPEN;

    /** How far it is. */
    enum State {
        OPEN,
        /** The object's last brace came. */
        CLOSED,
        /** A character came that no object has there. */
        BROKEN
    }

    State state() {
        return state;
    }

    /** Goes on through the text, which at the very first starts with a brace; returns where it stopped. */
    int pass(CharSequence text, int from) {
        int at = from;
        while (at < text.length() && state == State.OPEN) {
            look(text.charAt(at));
            at += state == State.BROKEN ? 0 : 1;
        }
        return at;
    }

    private void look(char next) {
        if (isEscaped) {
            isEscaped = false;
        } else if (isInString) {
            isEscaped = next == '\\';
            isInString = next != '"';
        } else if (BETWEEN_STRINGS.indexOf(next) < 0) {
            state = State.BROKEN;
        } else {
            isInString = next == '"';
            depth += next == '{' || next == '[' ? 1 : 0;
            depth -= next == '}' || next == ']' ? 1 : 0;
            state = depth == 0 ? State.CLOSED : State.OPEN;
        }
    }
}
