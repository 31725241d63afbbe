package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/** Finds the parts of a grammar that some finite text is an instance of; the others are never begun. */
final class Productive {
    private final List<Term> all = new ArrayList<>();
    private final Set<Term> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Term> productive = Collections.newSetFromMap(new IdentityHashMap<>());

    private Productive() {}

    static Productive of(Term root) {
        Productive result = new Productive();
        result.collect(root);
        int before;
        do {
            before = result.productive.size();
            result.all.forEach(result::look);
        } while (result.productive.size() > before);
        return result;
    }

    boolean holds(Term term) {
        return productive.contains(term);
    }

    List<ByteDfa> words() {
        return all.stream()
                .filter(Term.Leaf.class::isInstance)
                .map(term -> ((Term.Leaf) term).words())
                .toList();
    }

    /** About what the terms take in memory. */
    long bytes() {
        return 64L * all.size() + words().stream().mapToLong(ByteDfa::bytes).sum();
    }

    /** Parts come before what they are parts of, where that can be. */
    private void collect(Term root) {
        List<Term> open = new ArrayList<>(List.of(root));
        while (!open.isEmpty()) {
            Term term = open.getLast();
            if (seen.add(term)) {
                open.addAll(parts(term));
            } else {
                open.removeLast();
                all.add(term);
            }
        }
    }

    private static List<Term> parts(Term term) {
        return switch (term) {
            case Term.Leaf ignored -> List.of();
            case Term.Sequence sequence -> sequence.parts();
            case Term.Choice choice -> choice.options();
            case Term.Repeat repeat -> List.of(repeat.part());
            case Term.Later later -> List.of(later.meant());
        };
    }

    private void look(Term term) {
        boolean holds = switch (term) {
            case Term.Leaf leaf -> !leaf.words().isEmpty();
            case Term.Sequence sequence -> sequence.parts().stream().allMatch(this::holds);
            case Term.Choice choice -> choice.options().stream().anyMatch(this::holds);
            case Term.Repeat repeat -> repeat.min() == 0 || holds(repeat.part());
            case Term.Later later -> holds(later.meant());
        };
        if (holds) {
            productive.add(term);
        }
    }
}
