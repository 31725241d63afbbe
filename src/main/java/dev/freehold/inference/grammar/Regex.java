package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/**
 * Reads the regular part of ECMA-262's patterns in Unicode mode: characters, classes, groups, alternatives, counts, anchors.
 * What looks around or back has no automaton of a bounded size and is refused by name.
 */
final class Regex {
    private static final int MOST_CHARACTERS = 4096;
    private static final int DEEPEST = 64;
    private static final int MOST_TIMES = 5000;

    private final String text;
    private int at;
    private int depth;

    private Regex(String text) {
        this.text = text;
    }

    /** @throws Refusal when it is no pattern or not a regular one */
    static Expression parse(String pattern) {
        if (pattern.length() > MOST_CHARACTERS) {
            throw new Refusal("is longer than " + MOST_CHARACTERS + " characters");
        }
        Regex regex = new Regex(pattern);
        Expression all = regex.options();
        if (regex.at < pattern.length()) {
            throw new Refusal("has a ')' too many");
        }
        return all;
    }

    /** The texts that are all of the pattern. */
    static Dfa whole(String pattern) {
        return Expression.whole(parse(pattern), new Steps(1 << 22));
    }

    private Expression options() {
        if (++depth > DEEPEST) {
            throw new Refusal("nests too deeply");
        }
        List<Expression> options = new ArrayList<>();
        do {
            options.add(parts());
        } while (skip("|"));
        depth--;
        return options.size() == 1 ? options.getFirst() : new Expression.Any(options);
    }

    private Expression parts() {
        List<Expression> parts = new ArrayList<>();
        while (at < text.length() && text.charAt(at) != '|' && text.charAt(at) != ')') {
            parts.add(counted(part()));
        }
        return parts.size() == 1 ? parts.getFirst() : new Expression.All(parts);
    }

    private Expression part() {
        if (skip("^")) {
            return new Expression.Symbols(Ranges.of(Expression.BEGIN, Expression.BEGIN));
        }
        if (skip("$")) {
            return new Expression.Symbols(Ranges.of(Expression.END, Expression.END));
        }
        if (skip("(")) {
            return group();
        }
        if (text.charAt(at) == '*' || text.charAt(at) == '+' || text.charAt(at) == '?') {
            throw new Refusal("has nothing to repeat before '" + text.charAt(at) + "'");
        }
        RegexSymbols symbols = new RegexSymbols(text, at);
        Ranges ranges = symbols.read().complement().complement(); // halves of characters are none
        at = symbols.at();
        return new Expression.Symbols(ranges);
    }

    private Expression group() {
        if (skip("?")) {
            if (skip("<") && at < text.length() && text.charAt(at) != '=' && text.charAt(at) != '!') {
                at = text.indexOf('>', at) + 1;
                if (at == 0) {
                    throw new Refusal("has a group name without an end");
                }
            } else if (!skip(":")) {
                throw new Refusal("looks ahead or back, or sets flags, which is not supported");
            }
        }
        Expression inner = options();
        if (!skip(")")) {
            throw new Refusal("has a '(' too many");
        }
        return inner;
    }

    private Expression counted(Expression part) {
        int[] times = times();
        if (times.length == 0) {
            return part;
        }
        skip("?"); // how greedy it is does not change what is found
        if (isAnchor(part)) {
            throw new Refusal("repeats an anchor, which is not supported");
        }
        return counted(new Expression.Times(part, times[0], times[1]));
    }

    private static boolean isAnchor(Expression part) {
        return part instanceof Expression.Symbols(Ranges(int[] bounds))
                && bounds.length > 0
                && bounds[0] > Character.MAX_CODE_POINT;
    }

    private int[] times() {
        if (skip("*")) {
            return new int[] {0, Integer.MAX_VALUE};
        }
        if (skip("+")) {
            return new int[] {1, Integer.MAX_VALUE};
        }
        if (skip("?")) {
            return new int[] {0, 1};
        }
        return skip("{") ? bounds() : new int[0];
    }

    private int[] bounds() {
        int end = text.indexOf('}', at);
        String inner = end < 0 ? "" : text.substring(at, end);
        if (!inner.matches("\\d{1,4}(,\\d{0,4})?")) {
            throw new Refusal("has a '{' that is no count from 0 to " + MOST_TIMES);
        }
        at = end + 1;
        int comma = inner.indexOf(',');
        int min = Integer.parseInt(comma < 0 ? inner : inner.substring(0, comma));
        String last = inner.substring(comma + 1);
        int max = last.isEmpty() ? Integer.MAX_VALUE : Integer.parseInt(last);
        if (min > max || min > MOST_TIMES || (max > MOST_TIMES && !last.isEmpty())) {
            throw new Refusal("has a '{' that is no count from 0 to " + MOST_TIMES);
        }
        return new int[] {min, max};
    }

    private boolean skip(String expected) {
        boolean isThere = text.startsWith(expected, at);
        at += isThere ? expected.length() : 0;
        return isThere;
    }
}
