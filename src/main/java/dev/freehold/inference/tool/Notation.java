package dev.freehold.inference.tool;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What calls look like. All patterns hold bounded runs of space only, so that a look at a text costs no more than its length.
 *
 * @param openings texts with which a call begins anywhere
 * @param bare where a call may also begin with a brace alone
 * @param head all of a call before its arguments, an object; its group {@code name} is the function
 * @param object what comes before a call that is one JSON object, with its members in any order
 * @param tail what comes behind the arguments
 * @param close what comes behind the object
 */
record Notation(List<String> openings, Bare bare, Pattern head, Optional<Pattern> object, Pattern tail, Pattern close) {
    private static final String NAME = "(?<name>[a-zA-Z0-9_-]{1,64})";
    private static final String SPACE = "\\s{0,16}";

    /** Where a brace may open a call. */
    enum Bare {
        NEVER,
        /** Behind another call. */
        BETWEEN,
        /** There, and at the start of the answer. */
        FIRST
    }

    /** A pattern in which {@code NAME} is a function's name and {@code ~} is space that may be there. */
    static Pattern pattern(String text) {
        return Pattern.compile(text.replace("NAME", NAME).replace("~", SPACE));
    }
}
