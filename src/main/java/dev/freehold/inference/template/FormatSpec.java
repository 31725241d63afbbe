package dev.freehold.inference.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** How to lay out one value: Python's {@code [[fill]align][sign][#][0][width][,][.precision][type]}. */
record FormatSpec(
        String fill,
        char align,
        char sign,
        boolean isAlternate,
        long width,
        String grouping,
        int precision,
        char type) {

    static final int NO_PRECISION = -1;
    static final char NONE = '\0';

    private static final int MAXIMUM_PRECISION = 1000;
    private static final Pattern SYNTAX = Pattern.compile(
            "(?:(.)?([<>=^]))?([-+ ])?(#)?(0)?(\\d+)?([,_])?(?:\\.(\\d+))?([a-zA-Z%])?", Pattern.DOTALL);

    FormatSpec {
        if (precision > MAXIMUM_PRECISION) {
            throw TemplateException.budget("a format's precision is beyond " + MAXIMUM_PRECISION);
        }
    }

    static FormatSpec parse(String spec) {
        Matcher match = SYNTAX.matcher(spec);
        if (!match.matches()) {
            throw TemplateException.evaluation("Invalid format specifier '" + spec + "'");
        }
        boolean isZeroPadded = match.group(5) != null;
        String fill = match.group(1);
        char align = character(match.group(2));
        return new FormatSpec(
                fill != null ? fill : isZeroPadded ? "0" : " ",
                align == NONE && isZeroPadded ? '=' : align,
                character(match.group(3)),
                match.group(4) != null,
                number(match.group(6), 0),
                match.group(7) == null ? "" : match.group(7),
                (int) number(match.group(8), NO_PRECISION),
                character(match.group(9)));
    }

    private static char character(@Nullable String group) {
        return group == null || group.isEmpty() ? NONE : group.charAt(0);
    }

    static long number(@Nullable String digits, long fallback) {
        if (digits == null || digits.isEmpty()) {
            return fallback;
        }
        return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }

    String apply(Object value, Meter meter) {
        if (Numbers.isNumber(value)) {
            return pad(number(value), '>', meter);
        }
        boolean isTextual = (type == NONE || type == 's') && align != '=';
        if (!isTextual || !(value instanceof String text)) {
            throw TemplateException.evaluation("unsupported format of '" + Types.name(value) + "'");
        }
        return pad(text(text), '<', meter);
    }

    String text(String text) {
        return precision == NO_PRECISION
                ? text
                : CodePoints.slice(text, 0, Math.min(precision, CodePoints.length(text)));
    }

    /** The number with its sign, unpadded. */
    String number(Object value) {
        String digits = group(magnitude(value));
        if (digits.startsWith("-")) {
            return digits;
        }
        return sign == '+' ? "+" + digits : sign == ' ' ? " " + digits : digits;
    }

    private String magnitude(Object value) {
        int digits = precision == NO_PRECISION ? 6 : precision;
        return switch (type) {
            case NONE ->
                value instanceof Double real && precision != NO_PRECISION
                        ? FloatText.general(real, precision)
                        : value instanceof Double real
                                ? FloatText.shortest(real)
                                : Long.toString(Numbers.integer(value));
            case 'd', 'i', 'u', 'n' -> Long.toString(Numbers.integer(value));
            case 'x' -> radix(value, 16, "0x");
            case 'X' -> Strings.upper(radix(value, 16, "0x"));
            case 'o' -> radix(value, 8, "0o");
            case 'b' -> radix(value, 2, "0b");
            case 'c' -> Character.toString((int) Numbers.integer(value));
            case 'f', 'F' -> FloatText.fixed(Numbers.real(value), digits);
            case 'e' -> FloatText.scientific(Numbers.real(value), digits);
            case 'E' -> Strings.upper(FloatText.scientific(Numbers.real(value), digits));
            case 'g' -> FloatText.general(Numbers.real(value), digits);
            case 'G' -> Strings.upper(FloatText.general(Numbers.real(value), digits));
            case '%' -> FloatText.fixed(Numbers.real(value) * 100, digits) + "%";
            default -> throw TemplateException.evaluation("unknown format code '" + type + "'");
        };
    }

    private String radix(Object value, int radix, String prefix) {
        long integer = Numbers.integer(value);
        String digits = Long.toString(integer, radix);
        if (!isAlternate) {
            return digits;
        }
        return integer < 0 ? "-" + prefix + digits.substring(1) : prefix + digits;
    }

    private String group(String digits) {
        if (grouping.isEmpty()) {
            return digits;
        }
        int end = digits.indexOf('.') < 0 ? digits.length() : digits.indexOf('.');
        StringBuilder grouped = new StringBuilder(digits);
        for (int i = end - 3; i > (digits.startsWith("-") ? 1 : 0); i -= 3) {
            grouped.insert(i, grouping);
        }
        return grouped.toString();
    }

    String pad(String text, char usualAlign, Meter meter) {
        char effective = align == NONE ? usualAlign : align;
        // str.format puts the odd blank of a centred text on the right, str.center on either side
        if (effective == '^') {
            long missing = Math.max(0, width - CodePoints.length(text));
            return meter.newText()
                    .repeat(fill, missing / 2)
                    .append(text)
                    .repeat(fill, missing - missing / 2)
                    .toString();
        }
        return Padding.pad(text, effective, width, fill, meter);
    }
}
