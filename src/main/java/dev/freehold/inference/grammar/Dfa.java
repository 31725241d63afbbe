package dev.freehold.inference.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of words over code points, or over bytes, that a machine with few states tells from all others. State 0 is the start;
 * every state leads to an end, so what was begun can always be finished. Immutable.
 */
final class Dfa {
    /** For each state low, high and target of each edge, in order. */
    private final int[][] edges;

    private final BitSet ends;

    private Dfa(int[][] edges, BitSet ends) {
        this.edges = edges;
        this.ends = ends;
    }

    /** Whether a word is in the result, by whether it is in one set and in the other; words in neither never are. */
    interface Rule {
        boolean holds(boolean one, boolean other);
    }

    static Dfa none() {
        return new Dfa(new int[][] {{}}, new BitSet());
    }

    /** All words of such symbols whose length is within the bounds. */
    static Dfa lengths(Ranges symbols, int min, int max, Steps steps) {
        int states = max == Integer.MAX_VALUE ? min + 1 : max + 1;
        Builder builder = new Builder();
        for (int i = 0; i < states; i++) {
            steps.spend(1);
            builder.state(i >= min);
            int next = i + 1 < states ? i + 1 : max == Integer.MAX_VALUE ? i : -1;
            for (int b = 0; next >= 0 && b < symbols.bounds().length; b += 2) {
                builder.edge(i, symbols.bounds()[b], symbols.bounds()[b + 1], next);
            }
        }
        return builder.build();
    }

    static Dfa all() {
        return lengths(Ranges.ALL, 0, Integer.MAX_VALUE, new Steps(1));
    }

    /** Exactly these words. */
    static Dfa words(Iterable<int[]> words, Steps steps) {
        Nfa nfa = new Nfa(steps);
        int start = nfa.state();
        BitSet ends = new BitSet();
        for (int[] word : words) {
            int state = start;
            for (int symbol : word) {
                int next = nfa.state();
                nfa.edge(state, symbol, symbol, next);
                state = next;
            }
            ends.set(state);
        }
        return nfa.determinize(start, ends);
    }

    static Dfa text(String text, Steps steps) {
        return words(List.of(text.codePoints().toArray()), steps);
    }

    int states() {
        return edges.length;
    }

    int[] edges(int state) {
        return edges[state];
    }

    boolean isEnd(int state) {
        return ends.get(state);
    }

    BitSet ends() {
        return ends;
    }

    boolean isEmpty() {
        return ends.isEmpty();
    }

    /** Whether there is a longest word. */
    boolean isFinite() {
        int[] entries = new int[edges.length];
        for (int[] out : edges) {
            for (int i = 2; i < out.length; i += 3) {
                entries[out[i]]++;
            }
        }
        Deque<Integer> open = new ArrayDeque<>();
        if (entries[0] == 0) {
            open.add(0);
        }
        int passed = 0;
        for (Integer state = open.poll(); state != null; state = open.poll()) {
            passed++;
            for (int i = 2; i < edges[state].length; i += 3) {
                if (--entries[edges[state][i]] == 0) {
                    open.add(edges[state][i]);
                }
            }
        }
        return passed == edges.length;
    }

    /** Where a symbol leads; -1 is nowhere. */
    int next(int state, int symbol) {
        int[] out = edges[state];
        for (int i = 0; i < out.length; i += 3) {
            if (out[i] <= symbol && symbol <= out[i + 1]) {
                return out[i + 2];
            }
        }
        return -1;
    }

    boolean holds(String text) {
        int state = 0;
        for (int i = 0; i < text.length() && state >= 0; i += Character.charCount(text.codePointAt(i))) {
            state = next(state, text.codePointAt(i));
        }
        return state >= 0 && isEnd(state);
    }

    Dfa and(Dfa other, Steps steps) {
        return combine(other, (one, two) -> one && two, steps);
    }

    Dfa or(Dfa other, Steps steps) {
        return combine(other, (one, two) -> one || two, steps);
    }

    Dfa minus(Dfa other, Steps steps) {
        return combine(other, (one, two) -> one && !two, steps);
    }

    Dfa combine(Dfa other, Rule rule, Steps steps) {
        Map<Long, Integer> known = new HashMap<>();
        List<int[]> pairs = new ArrayList<>();
        Builder builder = new Builder();
        number(0, 0, known, pairs);
        for (int i = 0; i < pairs.size(); i++) {
            int one = pairs.get(i)[0];
            int two = pairs.get(i)[1];
            builder.state(rule.holds(one >= 0 && isEnd(one), two >= 0 && other.isEnd(two)));
            TreeSet<Integer> cuts = new TreeSet<>();
            addCuts(one, cuts);
            other.addCuts(two, cuts);
            steps.spend(1 + 2L * cuts.size());
            Integer low = cuts.isEmpty() ? null : cuts.first();
            while (low != null) {
                Integer end = cuts.higher(low);
                int nextOne = one < 0 ? -1 : next(one, low);
                int nextTwo = two < 0 ? -1 : other.next(two, low);
                if (end != null && (nextOne >= 0 || nextTwo >= 0)) {
                    builder.edge(i, low, end - 1, number(nextOne, nextTwo, known, pairs));
                }
                low = end;
            }
        }
        return builder.build();
    }

    private static int number(int one, int two, Map<Long, Integer> known, List<int[]> pairs) {
        Integer number = known.putIfAbsent(((long) one << 32) ^ (two & 0xFFFFFFFFL), pairs.size());
        if (number == null) {
            pairs.add(new int[] {one, two});
            return pairs.size() - 1;
        }
        return number;
    }

    private void addCuts(int state, Set<Integer> cuts) {
        int[] out = state < 0 ? new int[0] : edges[state];
        for (int i = 0; i < out.length; i += 3) {
            cuts.add(out[i]);
            cuts.add(out[i + 1] + 1);
        }
    }

    /** Takes states and edges in any order of edges, and leaves out what leads to no end. */
    static final class Builder {
        private final List<List<int[]>> out = new ArrayList<>();
        private final BitSet ends = new BitSet();

        int state(boolean isEnd) {
            ends.set(out.size(), isEnd);
            out.add(new ArrayList<>(2));
            return out.size() - 1;
        }

        /** Edges of one state MUST be apart; the target may be a state that comes later. */
        void edge(int from, int low, int high, int to) {
            out.get(from).add(new int[] {low, high, to});
        }

        Dfa build() {
            BitSet alive = alive();
            int[] names = new int[out.size()];
            int count = 0;
            for (int i = 0; i < names.length; i++) {
                names[i] = i == 0 || alive.get(i) ? count++ : -1;
            }
            int[][] edges = new int[count][];
            BitSet named = new BitSet();
            for (int i = 0; i < names.length; i++) {
                if (names[i] >= 0) {
                    edges[names[i]] = edges(out.get(i), alive, names);
                    named.set(names[i], ends.get(i));
                }
            }
            return new Dfa(edges, named);
        }

        private static int[] edges(List<int[]> all, BitSet alive, int[] names) {
            return all.stream()
                    .filter(edge -> alive.get(edge[2]))
                    .sorted((one, other) -> Integer.compare(one[0], other[0]))
                    .flatMapToInt(edge -> Arrays.stream(new int[] {edge[0], edge[1], names[edge[2]]}))
                    .toArray();
        }

        /** The states that lead to an end. */
        private BitSet alive() {
            List<List<Integer>> before = new ArrayList<>();
            out.forEach(ignored -> before.add(new ArrayList<>()));
            for (int i = 0; i < out.size(); i++) {
                for (int[] edge : out.get(i)) {
                    before.get(edge[2]).add(i);
                }
            }
            BitSet alive = new BitSet();
            List<Integer> open = new ArrayList<>(ends.stream().boxed().toList());
            while (!open.isEmpty()) {
                int state = open.removeLast();
                if (!alive.get(state)) {
                    alive.set(state);
                    open.addAll(before.get(state));
                }
            }
            return alive;
        }
    }
}
