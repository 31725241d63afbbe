package dev.freehold.inference.tool;

import dev.freehold.inference.grammar.Grammar;
import java.util.Set;

/**
 * How a model writes the marks of a format.
 *
 * @param controls those that are control tokens of it; it spells the others out
 */
record Marks(Set<String> controls) {
    Grammar of(String mark) {
        return controls.contains(mark) ? Grammar.control(mark) : Grammar.literal(mark);
    }

    /** Text in which no call begins. */
    Grammar textBefore(String mark) {
        return controls.contains(mark) ? Grammar.text() : Grammar.textUntil(mark);
    }
}
