package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A set of JSON values, kind by kind. Of strings, arrays and objects there are several forms, any of which will do. */
record Shape(
        Set<Literal> literals, Dfa numbers, List<Strings> strings, List<ArrayForm> arrays, List<ObjectForm> objects) {
    private static final int MOST_FORMS = 256;

    static final Shape NONE = new Shape(Set.of(), Dfa.none(), List.of(), List.of(), List.of());
    static final Shape ALL = new Shape(
            Set.of(Literal.values()),
            Numbers.ALL,
            List.of(Strings.ALL),
            List.of(ArrayForm.ALL),
            List.of(ObjectForm.ALL));

    /** The values that have names. */
    enum Literal {
        NULL,
        TRUE,
        FALSE
    }

    Shape {
        if (strings.size() > MOST_FORMS || arrays.size() > MOST_FORMS || objects.size() > MOST_FORMS) {
            throw new Refusal("is too complex");
        }
    }

    Shape withLiterals(Set<Literal> some) {
        return new Shape(some, numbers, strings, arrays, objects);
    }

    Shape withNumbers(Dfa some) {
        return new Shape(literals, some, strings, arrays, objects);
    }

    Shape withStrings(List<Strings> some) {
        return new Shape(literals, numbers, some, arrays, objects);
    }

    Shape withArrays(List<ArrayForm> some) {
        return new Shape(literals, numbers, strings, some, objects);
    }

    Shape withObjects(List<ObjectForm> some) {
        return new Shape(literals, numbers, strings, arrays, some);
    }

    Shape and(Shape other, Goal nothing, Steps steps) {
        if (equals(ALL) || other.equals(ALL)) {
            return equals(ALL) ? other : this;
        }
        List<ArrayForm> bothArrays = new ArrayList<>();
        arrays.forEach(one -> other.arrays.forEach(two -> {
            steps.spend(1);
            bothArrays.add(one.and(two));
        }));
        List<ObjectForm> bothObjects = new ArrayList<>();
        objects.forEach(one -> other.objects.forEach(two -> bothObjects.add(one.and(two, nothing, steps))));
        return new Shape(
                literals.stream().filter(other.literals::contains).collect(Collectors.toUnmodifiableSet()),
                numbers == other.numbers ? numbers : numbers.and(other.numbers, steps),
                Strings.and(strings, other.strings, steps),
                bothArrays,
                bothObjects);
    }

    Shape or(Shape other, Steps steps) {
        return new Shape(
                Stream.concat(literals.stream(), other.literals.stream()).collect(Collectors.toUnmodifiableSet()),
                numbers == other.numbers ? numbers : numbers.or(other.numbers, steps),
                union(strings, other.strings),
                union(arrays, other.arrays),
                union(objects, other.objects));
    }

    private static <T> List<T> union(List<T> ones, List<T> others) {
        return Stream.concat(ones.stream(), others.stream()).distinct().toList();
    }

    /** Arrays not among these; empty when that cannot be said. */
    static Optional<List<ArrayForm>> notArrays(List<ArrayForm> forms) {
        List<ArrayForm> left = List.of(ArrayForm.ALL);
        for (ArrayForm form : forms) {
            Optional<List<ArrayForm>> others = form.complement();
            if (others.isEmpty()) {
                return Optional.empty();
            }
            List<ArrayForm> both = new ArrayList<>();
            left.forEach(one -> others.get().forEach(two -> both.add(one.and(two))));
            left = both;
        }
        return Optional.of(left);
    }
}
