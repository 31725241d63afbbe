package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * JSON as it is written here: a space or a line break with some indentation where JSON allows space, never more, so that nobody
 * writes space for ever.
 */
final class JsonTerms {
    /** How deeply values of no particular form may nest; readers of JSON have limits of their own. */
    private static final int DEEPEST = 32;

    /** Between the parts of an object or array. */
    static final Term SPACE = Terms.regex("( |\n {0,16}|\n\t{0,8})?");
    /** Behind a colon. */
    private static final Term COLON = Terms.regex(": ?");

    private static final Term COMMA = Terms.text(",");
    private static final Term QUOTE = Terms.text("\"");
    /** One character inside a string. */
    static final Term.Leaf CHARACTER = new Term.Leaf(JsonText.character());

    static final Term STRING = string(0, Integer.MAX_VALUE);
    static final Term NUMBER = Terms.regex("-?(0|[1-9][0-9]{0,63})(\\.[0-9]{1,64})?([eE][+-]?[0-9]{1,2})?");
    static final Term NULL = Terms.text("null");
    static final Term TRUE = Terms.text("true");
    static final Term FALSE = Terms.text("false");
    static final List<Term> SCALARS = List.of(STRING, NUMBER, NULL, TRUE, FALSE);

    private static final List<Term> VALUES = new ArrayList<>();

    static {
        VALUES.add(new Term.Choice(SCALARS));
        for (int depth = 1; depth <= DEEPEST; depth++) {
            Term inner = VALUES.get(depth - 1);
            List<Term> options = new ArrayList<>(SCALARS);
            options.add(members(List.of(), member(STRING, inner), 0, Integer.MAX_VALUE));
            options.add(items(List.of(), inner, 0, Integer.MAX_VALUE));
            VALUES.add(new Term.Choice(options));
        }
    }

    /** A key with its value, and whether it must be there. */
    record Member(Term term, boolean isRequired) {}

    private JsonTerms() {}

    static Term value() {
        return VALUES.getLast();
    }

    static Term anyObject() {
        return members(List.of(), member(STRING, VALUES.get(DEEPEST - 1)), 0, Integer.MAX_VALUE);
    }

    static Term anyArray() {
        return items(List.of(), VALUES.get(DEEPEST - 1), 0, Integer.MAX_VALUE);
    }

    static Term string(int min, int max) {
        return Terms.sequence(QUOTE, new Term.Repeat(CHARACTER, min, max), QUOTE);
    }

    static Term member(Term key, Term value) {
        return Terms.sequence(key, COLON, value);
    }

    /** An object of these members in their order and then further ones, so many in all. */
    static Term members(List<Member> named, Term further, int min, int max) {
        return Terms.sequence(Terms.text("{"), new Members(named, further, min, max).from(0, 0), Terms.text("}"));
    }

    /** An array that starts with these items and goes on with others, so many in all. */
    static Term items(List<Term> first, Term further, int min, int max) {
        Term rest = Terms.sequence(
                new Term.Repeat(next(further), Math.max(0, min - first.size()), left(max, first.size())), SPACE);
        Term after = max < first.size() ? Terms.NEVER : rest;
        for (int i = first.size() - 1; i > 0; i--) {
            Term stop = i >= min ? SPACE : Terms.NEVER;
            Term more = i < max ? Terms.sequence(next(first.get(i)), after) : Terms.NEVER;
            after = new Term.Choice(List.of(stop, more));
        }
        Term some = first.isEmpty()
                ? Terms.sequence(
                        SPACE, further, new Term.Repeat(next(further), Math.max(0, min - 1), left(max, 1)), SPACE)
                : Terms.sequence(SPACE, first.getFirst(), after);
        Term none = min == 0 ? SPACE : Terms.NEVER;
        Term inner = new Term.Choice(List.of(none, max > 0 ? some : Terms.NEVER));
        return Terms.sequence(Terms.text("["), inner, Terms.text("]"));
    }

    /** What comes behind another one. */
    static Term next(Term term) {
        return Terms.sequence(COMMA, SPACE, term);
    }

    static int left(int max, int taken) {
        return max == Integer.MAX_VALUE ? max : Math.max(0, max - taken);
    }
}
