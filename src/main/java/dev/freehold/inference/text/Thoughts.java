package dev.freehold.inference.text;

import dev.freehold.inference.Prompt.Thinking;

/**
 * Tells what a model thinks, between {@code <think>} and {@code </think>} at the start of its output, from what it answers.
 * Spaces and line breaks around the marks belong to neither.
 */
public final class Thoughts {
    public static final String OPEN = "<think>";
    public static final String CLOSE = "</think>";

    private final StringBuilder held = new StringBuilder();
    private State state;
    private boolean isThoughtBegun;
    private int passed;
    private int end;

    private enum State {
        UNDECIDED,
        THINKING,
        BETWEEN,
        ANSWERING
    }

    /** Text that became certain; either may be empty, and the thought comes first. */
    public record Split(String thought, String answer) {}

    public Thoughts(Thinking thinking) {
        state = switch (thinking) {
            case NONE -> State.ANSWERING;
            case POSSIBLE -> State.UNDECIDED;
            case BEGUN -> State.THINKING;
        };
        end = thinking == Thinking.BEGUN ? Integer.MAX_VALUE : 0;
    }

    /** How many of the characters that came are thoughts, with their marks; without bound while they go on. */
    public int end() {
        return end;
    }

    public Split pass(String text) {
        held.append(text);
        passed += text.length();
        if (state == State.UNDECIDED) {
            decide();
        }
        String thought = state == State.THINKING ? thought() : "";
        if (state == State.BETWEEN) {
            skipSpace();
            state = held.isEmpty() ? State.BETWEEN : State.ANSWERING;
        }
        return new Split(thought, state == State.ANSWERING ? takeHeld(held.length()) : "");
    }

    /** What was held back, once no more text comes. */
    public Split rest() {
        String rest = takeHeld(held.length());
        return state == State.THINKING ? new Split(rest.stripTrailing(), "") : new Split("", rest);
    }

    private void decide() {
        String start = held.toString().stripLeading();
        if (start.startsWith(OPEN)) {
            takeHeld(held.indexOf(OPEN) + OPEN.length());
            state = State.THINKING;
            end = Integer.MAX_VALUE;
        } else if (!OPEN.startsWith(start)) {
            state = State.ANSWERING;
        }
    }

    private String thought() {
        if (!isThoughtBegun) {
            skipSpace();
        }
        int close = held.indexOf(CLOSE);
        String thought = takeHeld(withoutSpaceBefore(close < 0 ? possibleClose() : close));
        isThoughtBegun |= !thought.isEmpty();
        if (close >= 0) {
            takeHeld(held.indexOf(CLOSE) + CLOSE.length());
            end = passed - held.length();
            state = State.BETWEEN;
        }
        return thought;
    }

    /** Where the closing mark could begin at the end of what is held. */
    private int possibleClose() {
        int last = held.lastIndexOf("<");
        return last >= 0 && CLOSE.startsWith(held.substring(last)) ? last : held.length();
    }

    private int withoutSpaceBefore(int position) {
        int end = position;
        while (end > 0 && Character.isWhitespace(held.charAt(end - 1))) {
            end--;
        }
        return end;
    }

    private void skipSpace() {
        int space = 0;
        while (space < held.length() && Character.isWhitespace(held.charAt(space))) {
            space++;
        }
        held.delete(0, space);
    }

    private String takeHeld(int characters) {
        String taken = held.substring(0, characters);
        held.delete(0, characters);
        return taken;
    }
}
