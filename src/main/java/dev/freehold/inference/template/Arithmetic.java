package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Python's arithmetic, also on strings and lists. */
final class Arithmetic {

    private Arithmetic() {}

    static Object apply(Operator operator, Object left, Object right, Meter meter) {
        if (Numbers.isNumber(left) && Numbers.isNumber(right)) {
            return Numbers.apply(operator, left, right);
        }
        Object result = switch (operator) {
            case ADD -> joinOrNull(left, right, meter);
            case MULTIPLY -> multipleOrNull(left, right, meter);
            case MODULO -> left instanceof String format ? PercentFormat.apply(format, right, meter) : null;
            case SUBTRACT, DIVIDE, FLOOR_DIVIDE, POWER -> null;
        };
        if (result == null) {
            throw unsupported(operator, left, right);
        }
        return result;
    }

    static Object sign(boolean isNegative, Object operand) {
        if (!Numbers.isNumber(operand)) {
            throw Types.mismatch("a number", operand);
        }
        Operator operator = isNegative ? Operator.MULTIPLY : Operator.ADD;
        return Numbers.apply(operator, operand, isNegative ? -1L : 0L);
    }

    private static @Nullable Object joinOrNull(Object left, Object right, Meter meter) {
        if (left instanceof String a && right instanceof String b) {
            meter.reserve((long) a.length() + b.length());
            return a + b;
        }
        if (left instanceof List<?> a && right instanceof List<?> b) {
            return concatenate(a, b, meter);
        }
        if (left instanceof Tuple a && right instanceof Tuple b) {
            return Tuple.of(concatenate(a.items(), b.items(), meter));
        }
        return null;
    }

    private static List<Object> concatenate(List<?> left, List<?> right, Meter meter) {
        meter.spend((long) left.size() + right.size());
        List<Object> joined = new ArrayList<>(left);
        joined.addAll(right);
        return joined;
    }

    private static @Nullable Object multipleOrNull(Object left, Object right, Meter meter) {
        if (Numbers.isInteger(left)) {
            return repeatOrNull(right, Numbers.integer(left), meter);
        }
        return Numbers.isInteger(right) ? repeatOrNull(left, Numbers.integer(right), meter) : null;
    }

    private static @Nullable Object repeatOrNull(Object value, long times, Meter meter) {
        return switch (value) {
            case String text -> meter.newText().repeat(text, times).toString();
            case List<?> list -> repeat(list, times, meter);
            case Tuple tuple -> Tuple.of(repeat(tuple.items(), times, meter));
            default -> null;
        };
    }

    private static List<Object> repeat(List<?> items, long times, Meter meter) {
        List<Object> repeated = new ArrayList<>();
        for (long i = 0; i < times && !items.isEmpty(); i++) {
            meter.spend(items.size());
            repeated.addAll(items);
        }
        return repeated;
    }

    private static TemplateException unsupported(Operator operator, Object left, Object right) {
        if (left instanceof Undefined undefined) {
            return undefined.failure();
        }
        if (right instanceof Undefined undefined) {
            return undefined.failure();
        }
        return TemplateException.evaluation("unsupported operand types for " + operator.symbol() + ": '"
                + Types.name(left) + "' and '" + Types.name(right) + "'");
    }
}
