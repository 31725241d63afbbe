package dev.freehold.inference.template;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/** What may follow {@code is}. */
final class Tests {

    private static final Map<String, Operation> ALL = all();

    private Tests() {}

    static boolean exists(Object name) {
        return ALL.containsKey(name);
    }

    static boolean holds(String name, Object subject, Arguments arguments, Meter meter) {
        Operation test = ALL.get(name);
        if (test == null) {
            throw TemplateException.evaluation("No test named '" + name + "'.");
        }
        return Truth.of(test.apply(name, subject, arguments, meter));
    }

    private static Map<String, Operation> all() {
        Map<String, Operation> tests = new HashMap<>(kinds());
        tests.putAll(properties());
        comparisons().forEach((comparator, names) -> names.forEach(name -> tests.put(name, comparison(comparator))));
        return tests;
    }

    private static Map<Comparator, Set<String>> comparisons() {
        return Map.of(
                Comparator.EQUAL, Set.of("==", "eq", "equalto"),
                Comparator.NOT_EQUAL, Set.of("!=", "ne"),
                Comparator.GREATER, Set.of(">", "gt", "greaterthan"),
                Comparator.GREATER_OR_EQUAL, Set.of(">=", "ge"),
                Comparator.LESS, Set.of("<", "lt", "lessthan"),
                Comparator.LESS_OR_EQUAL, Set.of("<=", "le"),
                Comparator.IN, Set.of("in"));
    }

    private static Operation comparison(Comparator comparator) {
        return Operation.of((subject, a, meter) -> Comparisons.holds(comparator, subject, a.get(0), meter), "other");
    }

    private static Operation test(Predicate<Object> predicate) {
        return Operation.of((subject, a, meter) -> predicate.test(subject));
    }

    private static Map<String, Operation> kinds() {
        return Map.ofEntries(
                Map.entry("defined", test(value -> !(value instanceof Undefined))),
                Map.entry("undefined", test(Undefined.class::isInstance)),
                Map.entry("none", test(None.NONE::equals)),
                Map.entry("boolean", test(Boolean.class::isInstance)),
                Map.entry("true", test(Boolean.TRUE::equals)),
                Map.entry("false", test(Boolean.FALSE::equals)),
                Map.entry("integer", test(Long.class::isInstance)),
                Map.entry("float", test(Double.class::isInstance)),
                Map.entry("number", test(Numbers::isNumber)),
                Map.entry("string", test(String.class::isInstance)),
                Map.entry("mapping", test(Map.class::isInstance)),
                Map.entry("sequence", test(Sequences::isIndexable)),
                Map.entry("iterable", test(value -> Sequences.iteratorOrNull(value) != null)),
                Map.entry("callable", test(value -> value instanceof Callable || value instanceof Undefined)),
                Map.entry("escaped", test(value -> false)));
    }

    private static Map<String, Operation> properties() {
        return Map.of(
                "odd", Operation.of((value, a, meter) -> remainder(value, 2L) == 1),
                "even", Operation.of((value, a, meter) -> remainder(value, 2L) == 0),
                "divisibleby", Operation.of((value, a, meter) -> remainder(value, a.get(0)) == 0, "num"),
                "lower", Operation.of((value, a, meter) -> Strings.isLower(Printing.print(value, meter))),
                "upper", Operation.of((value, a, meter) -> Strings.isUpper(Printing.print(value, meter))),
                "sameas", Operation.of((value, a, meter) -> isSame(value, a.get(0)), "other"),
                "filter", test(Filters::exists),
                "test", test(Tests::exists));
    }

    private static double remainder(Object value, Object divisor) {
        if (!Numbers.isNumber(value)) {
            throw Types.mismatch("a number", value);
        }
        return Numbers.real(Numbers.apply(Operator.MODULO, value, divisor));
    }

    /** Python shares small integers and most literals, so equal plain values count as the same. */
    @SuppressWarnings("ReferenceEquality") // identity is the question
    private static boolean isSame(Object value, Object other) {
        boolean isShared = !(value instanceof List || value instanceof Map || value instanceof Tuple);
        return isShared ? value.getClass() == other.getClass() && value.equals(other) : value == other;
    }
}
