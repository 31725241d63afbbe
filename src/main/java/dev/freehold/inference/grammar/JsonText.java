package dev.freehold.inference.grammar;

import java.util.BitSet;

/**
 * JSON strings as they are written here: a character is itself, or its short escape where JSON wants one, or {@code \\u00XX}
 * where it has no short one. So each string is written in one way.
 */
final class JsonText {
    private static final String ESCAPED = "\"\\\b\f\n\r\t";
    private static final String LETTERS = "\"\\bfnrt";
    private static final int FIRST_PRINTABLE = 0x20;

    private JsonText() {}

    static String quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        text.codePoints().forEach(point -> quoted.append(written(point)));
        return quoted.append('"').toString();
    }

    private static String written(int point) {
        int escape = ESCAPED.indexOf(point);
        if (escape >= 0) {
            return "\\" + LETTERS.charAt(escape);
        }
        return point < FIRST_PRINTABLE ? "\\u%04x".formatted(point) : Character.toString(point);
    }

    /** The strings with these contents, in quotation marks. */
    static ByteDfa strings(Dfa contents, Steps steps) {
        Nfa nfa = new Nfa(steps);
        int start = nfa.state();
        int first = nfa.state();
        nfa.edge(start, '"', '"', first);
        for (int state = 1; state < contents.states(); state++) {
            nfa.state();
        }
        int end = nfa.state();
        BitSet ends = new BitSet();
        ends.set(end);
        for (int state = 0; state < contents.states(); state++) {
            int[] edges = contents.edges(state);
            for (int i = 0; i < edges.length; i += 3) {
                addCharacters(nfa, first + state, edges[i], edges[i + 1], first + edges[i + 2]);
            }
            if (contents.isEnd(state)) {
                nfa.edge(first + state, '"', '"', end);
            }
        }
        return ByteDfa.of(nfa.determinize(start, ends));
    }

    /** One character of a string. */
    static ByteDfa character() {
        Nfa nfa = new Nfa(new Steps(1 << 16));
        int start = nfa.state();
        int end = nfa.state();
        for (int i = 0; i < Ranges.ALL.bounds().length; i += 2) {
            addCharacters(nfa, start, Ranges.ALL.bounds()[i], Ranges.ALL.bounds()[i + 1], end);
        }
        BitSet ends = new BitSet();
        ends.set(end);
        return ByteDfa.of(nfa.determinize(start, ends));
    }

    private static void addCharacters(Nfa nfa, int from, int low, int high, int to) {
        int first = low;
        for (int point = low; point <= Math.min(high, '\\'); point++) {
            if (point < FIRST_PRINTABLE || point == '"' || point == '\\') {
                if (first < point) {
                    Utf8.add(nfa, from, first, point - 1, to);
                }
                first = point + 1;
                addWord(nfa, from, written(point), to);
            }
        }
        if (first <= high) {
            Utf8.add(nfa, from, first, high, to);
        }
    }

    private static void addWord(Nfa nfa, int from, String ascii, int to) {
        int state = from;
        for (int i = 0; i < ascii.length(); i++) {
            int next = i + 1 == ascii.length() ? to : nfa.state();
            nfa.edge(state, ascii.charAt(i), ascii.charAt(i), next);
            state = next;
        }
    }
}
