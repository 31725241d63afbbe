package dev.freehold.inference.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's equality, order and membership. */
final class Comparisons {

    private Comparisons() {}

    static boolean holds(Comparator comparator, Object left, Object right, Meter meter) {
        return switch (comparator) {
            case EQUAL -> areEqual(left, right, meter);
            case NOT_EQUAL -> !areEqual(left, right, meter);
            case LESS -> compare(left, right, meter) < 0;
            case LESS_OR_EQUAL -> compare(left, right, meter) <= 0;
            case GREATER -> compare(left, right, meter) > 0;
            case GREATER_OR_EQUAL -> compare(left, right, meter) >= 0;
            case IN -> isIn(left, right, meter);
            case NOT_IN -> !isIn(left, right, meter);
        };
    }

    static boolean areEqual(Object left, Object right, Meter meter) {
        meter.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return compareNumbers(left, right) == 0;
        }
        return switch (left) {
            case List<?> list -> right instanceof List<?> other && areAllEqual(list, other, meter);
            case Tuple tuple -> right instanceof Tuple other && areAllEqual(tuple.items(), other.items(), meter);
            case Range range -> right instanceof Range other && range.items().equals(other.items());
            case Map<?, ?> map -> right instanceof Map<?, ?> other && haveEqualEntries(map, other, meter);
            default -> left.equals(right);
        };
    }

    private static boolean areAllEqual(List<?> left, List<?> right, Meter meter) {
        if (left.size() != right.size()) {
            return false;
        }
        Iterator<?> others = right.iterator();
        return left.stream().allMatch(item -> areEqual(item, others.next(), meter));
    }

    private static boolean haveEqualEntries(Map<?, ?> left, Map<?, ?> right, Meter meter) {
        return left.size() == right.size()
                && left.entrySet().stream().allMatch(entry -> {
                    Object other = right.get(entry.getKey());
                    return other != null && areEqual(entry.getValue(), other, meter);
                });
    }

    /** Negative, zero or positive; fails for what Python has no order for. */
    static int compare(Object left, Object right, Meter meter) {
        meter.step();
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return compareNumbers(left, right);
        }
        if (left instanceof String a && right instanceof String b) {
            return CodePoints.compare(a, b);
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return compareAll(a, b, meter);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return compareAll(a.items(), b.items(), meter);
        }
        if (left instanceof Undefined undefined) {
            throw undefined.failure();
        }
        throw right instanceof Undefined undefined ? undefined.failure() : unordered(left, right);
    }

    private static TemplateException unordered(Object left, Object right) {
        return TemplateException.evaluation("'" + Types.name(left) + "' and '" + Types.name(right) + "' have no order");
    }

    private static int compareNumbers(Object left, Object right) {
        if (left instanceof Double || right instanceof Double) {
            double a = Numbers.real(left);
            double b = Numbers.real(right);
            return a == b ? 0 : Double.compare(a, b);
        }
        return Long.compare(Numbers.integer(left), Numbers.integer(right));
    }

    private static int compareAll(List<?> left, List<?> right, Meter meter) {
        for (int i = 0; i < Math.min(left.size(), right.size()); i++) {
            if (!areEqual(left.get(i), right.get(i), meter)) {
                return compare(left.get(i), right.get(i), meter);
            }
        }
        return Integer.compare(left.size(), right.size());
    }

    private static boolean isIn(Object item, Object container, Meter meter) {
        if (container instanceof String text) {
            if (item instanceof String part) {
                meter.spend(text.length() / 64);
                return text.contains(part);
            }
            throw Types.mismatch("a string to look for in a string", item);
        }
        if (container instanceof Map<?, ?> map) {
            return map.containsKey(item);
        }
        for (Iterator<Object> items = Sequences.iterator(container); items.hasNext(); ) {
            if (areEqual(items.next(), item, meter)) {
                return true;
            }
        }
        return false;
    }
}
