package dev.freehold.inference.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Filters that make or change numbers. */
final class NumberFilters {

    private static final Pattern REAL =
            Pattern.compile("[+-]?(\\d+(_\\d+)*\\.?(\\d+(_\\d+)*)?|\\.\\d+)([eE][+-]?\\d+)?");

    static final Map<String, Operation> ALL = Map.of(
            "int",
                    Operation.of(
                            (value, a, meter) -> toInteger(value, a.or(0, 0L), (int) a.integer(1, 10)),
                            "default?",
                            "base?"),
            "float", Operation.of((value, a, meter) -> toReal(value, a.or(0, 0.0)), "default?"),
            "abs", Operation.of((value, a, meter) -> absolute(value)),
            "round", Operation.of(NumberFilters::round, "precision?", "method?"));

    private NumberFilters() {}

    private static Object toInteger(Object value, Object fallback, int base) {
        if (value instanceof String text) {
            Long integer = parse(text, base);
            if (integer != null) {
                return integer;
            }
        }
        if (value instanceof Long || value instanceof Boolean) {
            return Numbers.integer(value);
        }
        Object real = toReal(value, fallback);
        boolean isWhole = real instanceof Double number && Double.isFinite(number);
        return isWhole ? (Object) (long) Numbers.real(real) : fallback;
    }

    private static @Nullable Long parse(String text, int base) {
        String digits = Strings.strip(text, Characters::isSpace, true, true).replaceAll("(?<=\\w)_(?=\\w)", "");
        String prefix = base == 16 ? "0x" : base == 8 ? "0o" : base == 2 ? "0b" : "";
        if (!prefix.isEmpty() && digits.toLowerCase(Locale.ROOT).startsWith(prefix)) {
            digits = digits.substring(prefix.length());
        }
        try {
            return Long.parseLong(digits, base);
        } catch (NumberFormatException e) {
            return null;
        }
    }

    private static Object toReal(Object value, Object fallback) {
        return switch (value) {
            case Long integer -> (double) integer;
            case Boolean truth -> truth ? 1.0 : 0.0;
            case Double real -> real;
            case Undefined undefined -> throw undefined.failure();
            case String text -> parseReal(Strings.strip(text, Characters::isSpace, true, true), fallback);
            default -> fallback;
        };
    }

    private static Object parseReal(String text, Object fallback) {
        if (REAL.matcher(text).matches()) {
            return Double.valueOf(text.replace("_", ""));
        }
        return switch (Strings.lower(text)) {
            case "inf", "+inf", "infinity", "+infinity" -> Double.POSITIVE_INFINITY;
            case "-inf", "-infinity" -> Double.NEGATIVE_INFINITY;
            case "nan", "+nan", "-nan" -> Double.NaN;
            default -> fallback;
        };
    }

    private static Object absolute(Object value) {
        if (!Numbers.isNumber(value)) {
            throw Types.mismatch("a number", value);
        }
        return value instanceof Double real ? (Object) Math.abs(real) : Math.abs(Numbers.integer(value));
    }

    private static Object round(Object value, Bound a, Meter meter) {
        if (!Numbers.isNumber(value)) {
            throw Types.mismatch("a number", value);
        }
        int precision = Math.clamp(a.integer(0, 0), -400, 400);
        double scale = Math.pow(10, precision);
        return switch (a.text(1, "common")) {
            case "common" -> roundHalfEven(value, precision);
            case "ceil" -> Math.ceil(Numbers.real(value) * scale) / scale;
            case "floor" -> Math.floor(Numbers.real(value) * scale) / scale;
            default -> throw TemplateException.evaluation("method must be common, ceil or floor");
        };
    }

    private static Object roundHalfEven(Object value, int precision) {
        if (value instanceof Double real) {
            return Double.isFinite(real)
                    ? Math.copySign(
                            new BigDecimal(real)
                                    .setScale(precision, RoundingMode.HALF_EVEN)
                                    .doubleValue(),
                            real)
                    : real;
        }
        long integer = Numbers.integer(value);
        return precision >= 0
                ? integer
                : BigDecimal.valueOf(integer)
                        .setScale(precision, RoundingMode.HALF_EVEN)
                        .longValue();
    }
}
