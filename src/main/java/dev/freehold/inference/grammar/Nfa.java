package dev.freehold.inference.grammar;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** An automaton that is still being put together: edges that take a symbol of a range, and edges that take none. */
final class Nfa {
    private static final long UNIT = 1;

    private final Steps steps;
    private final List<List<Edge>> edges = new ArrayList<>();
    private final List<List<Integer>> free = new ArrayList<>();

    private record Edge(int low, int high, int target) {}

    Nfa(Steps steps) {
        this.steps = steps;
    }

    int state() {
        steps.spend(UNIT);
        edges.add(new ArrayList<>(2));
        free.add(new ArrayList<>(2));
        return edges.size() - 1;
    }

    void edge(int from, int low, int high, int to) {
        steps.spend(UNIT);
        edges.get(from).add(new Edge(low, high, to));
    }

    void free(int from, int to) {
        steps.spend(UNIT);
        free.get(from).add(to);
    }

    /** The same language, one state at a time. */
    Dfa determinize(int start, BitSet ends) {
        Map<BitSet, Integer> known = new HashMap<>();
        List<BitSet> sets = new ArrayList<>();
        Dfa.Builder result = new Dfa.Builder();
        number(closure(List.of(start)), known, sets);
        for (int i = 0; i < sets.size(); i++) {
            BitSet set = sets.get(i);
            result.state(set.intersects(ends));
            List<Edge> out = out(set);
            int[] cuts = cuts(out);
            for (int c = 0; c + 1 < cuts.length; c++) {
                List<Integer> targets = targets(out, cuts[c]);
                if (!targets.isEmpty()) {
                    result.edge(i, cuts[c], cuts[c + 1] - 1, number(closure(targets), known, sets));
                }
            }
        }
        return result.build();
    }

    private static int number(BitSet set, Map<BitSet, Integer> known, List<BitSet> sets) {
        Integer number = known.putIfAbsent(set, sets.size());
        if (number == null) {
            sets.add(set);
            return sets.size() - 1;
        }
        return number;
    }

    private List<Edge> out(BitSet set) {
        List<Edge> out = new ArrayList<>();
        set.stream().forEach(state -> out.addAll(edges.get(state)));
        steps.spend(out.size() + UNIT);
        return out;
    }

    private static int[] cuts(List<Edge> out) {
        TreeSet<Integer> cuts = new TreeSet<>();
        for (Edge edge : out) {
            cuts.add(edge.low());
            cuts.add(edge.high() + 1);
        }
        return cuts.stream().mapToInt(Integer::intValue).toArray();
    }

    private List<Integer> targets(List<Edge> out, int symbol) {
        steps.spend(out.size());
        List<Integer> targets = new ArrayList<>();
        for (Edge edge : out) {
            if (edge.low() <= symbol && symbol <= edge.high()) {
                targets.add(edge.target());
            }
        }
        return targets;
    }

    private BitSet closure(List<Integer> states) {
        BitSet closure = new BitSet();
        Deque<Integer> open = new ArrayDeque<>(states);
        while (!open.isEmpty()) {
            int state = open.pop();
            if (!closure.get(state)) {
                closure.set(state);
                steps.spend(UNIT + free.get(state).size());
                open.addAll(free.get(state));
            }
        }
        return closure;
    }
}
