package dev.freehold.inference.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Python's {@code "%s: %d" % (name, count)}. */
final class PercentFormat {

    private static final Pattern DIRECTIVE =
            Pattern.compile("%(?:\\(([^)]*)\\))?([-+ #0]*)(\\*|\\d+)?(?:\\.(\\*|\\d+))?([a-zA-Z%])");

    private final Object values;
    private final Iterator<Object> positional;
    private final Meter meter;

    private PercentFormat(Object values, Meter meter) {
        this.values = values;
        this.positional = (values instanceof Tuple tuple ? tuple.items() : List.of(values)).iterator();
        this.meter = meter;
    }

    static String apply(String format, Object values, Meter meter) {
        PercentFormat formatting = new PercentFormat(values, meter);
        BoundedText out = meter.newText();
        Matcher directive = DIRECTIVE.matcher(format);
        int position = 0;
        for (int i = format.indexOf('%'); i >= 0; i = format.indexOf('%', position)) {
            if (!directive.region(i, format.length()).lookingAt()) {
                throw TemplateException.evaluation("incomplete or unsupported format '" + format.substring(i) + "'");
            }
            out.append(format.substring(position, i)).append(formatting.expand(directive));
            position = directive.end();
        }
        if (formatting.positional.hasNext() && !(values instanceof Map) && !(values instanceof List)) {
            throw TemplateException.evaluation("not all arguments converted during string formatting");
        }
        return out.append(format.substring(position)).toString();
    }

    private String expand(Matcher directive) {
        char type = directive.group(5).charAt(0);
        if (type == '%') {
            return "%";
        }
        String flags = directive.group(2);
        boolean isNumeric = "diufFeEgGxXo".indexOf(type) >= 0;
        long width = size(directive.group(3), 0);
        int precision = (int) size(directive.group(4), FormatSpec.NO_PRECISION);
        Object value = directive.group(1) == null ? next() : named(directive.group(1));
        char align = flags.contains("-") ? '<' : flags.contains("0") && isNumeric ? '=' : '>';
        char sign = flags.contains("+") ? '+' : flags.contains(" ") ? ' ' : FormatSpec.NONE;
        FormatSpec spec =
                new FormatSpec(align == '=' ? "0" : " ", align, sign, flags.contains("#"), width, "", precision, type);
        return spec.pad(isNumeric ? number(spec, value) : text(spec, value), align, meter);
    }

    private long size(@Nullable String digits, long fallback) {
        return "*".equals(digits) ? Numbers.integer(next()) : FormatSpec.number(digits, fallback);
    }

    private static String number(FormatSpec spec, Object value) {
        if (!Numbers.isNumber(value)) {
            throw Types.mismatch("a number to format", value);
        }
        boolean isIntegral = "diu".indexOf(spec.type()) >= 0;
        return spec.number(isIntegral && value instanceof Double real ? (Object) (long) real.doubleValue() : value);
    }

    private String text(FormatSpec spec, Object value) {
        return switch (spec.type()) {
            case 's' -> spec.text(Printing.print(value, meter));
            case 'r', 'a' -> spec.text(Printing.represent(value, meter));
            case 'c' -> value instanceof String text ? text : Character.toString((int) Numbers.integer(value));
            default -> throw TemplateException.evaluation("unsupported format character '" + spec.type() + "'");
        };
    }

    private Object next() {
        if (!positional.hasNext()) {
            throw TemplateException.evaluation("not enough arguments for format string");
        }
        return positional.next();
    }

    private Object named(String name) {
        Object value = values instanceof Map<?, ?> map ? map.get(name) : null;
        if (value == null) {
            throw TemplateException.evaluation("the format needs a mapping with '" + name + "'");
        }
        return value;
    }
}
