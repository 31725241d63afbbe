package dev.freehold.inference.template;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Python's {@code "{0}: {count:>5}".format(name, count=3)}. */
final class BraceFormat {

    private static final Pattern PATH = Pattern.compile("\\.([^.\\[]+)|\\[([^\\]]+)\\]");

    private final String format;
    private final Arguments arguments;
    private final Meter meter;
    private final BoundedText out;
    private int position;
    private int nextPositional;

    private BraceFormat(String format, Arguments arguments, Meter meter) {
        this.format = format;
        this.arguments = arguments;
        this.meter = meter;
        this.out = meter.newText();
    }

    static String apply(String format, Arguments arguments, Meter meter) {
        BraceFormat formatting = new BraceFormat(format, arguments, meter);
        while (formatting.position < format.length()) {
            formatting.readPiece();
        }
        return formatting.out.toString();
    }

    private void readPiece() {
        char character = format.charAt(position);
        if (character != '{' && character != '}') {
            int end = position;
            while (end < format.length() && format.charAt(end) != '{' && format.charAt(end) != '}') {
                end++;
            }
            out.append(format.substring(position, end));
            position = end;
        } else if (format.startsWith(String.valueOf(character).repeat(2), position)) {
            out.append(String.valueOf(character));
            position += 2;
        } else if (character == '{') {
            out.append(expand(takeField()));
        } else {
            throw TemplateException.evaluation("Single '}' encountered in format string");
        }
    }

    /** The text between this brace and its partner; a format may hold fields of its own. */
    private String takeField() {
        int start = ++position;
        for (int open = 1; position < format.length(); position++) {
            char character = format.charAt(position);
            open += character == '{' ? 1 : character == '}' ? -1 : 0;
            if (open == 0) {
                return format.substring(start, position++);
            }
        }
        throw TemplateException.evaluation("expected '}' before end of string");
    }

    private String expand(String field) {
        int colon = field.indexOf(':');
        String reference = colon < 0 ? field : field.substring(0, colon);
        String spec = colon < 0 ? "" : field.substring(colon + 1);
        int conversion = reference.lastIndexOf('!');
        Object value = value(conversion < 0 ? reference : reference.substring(0, conversion));
        if (conversion >= 0) {
            value = convert(value, reference.substring(conversion + 1));
        }
        String expandedSpec = spec.contains("{") ? nested(spec) : spec;
        return expandedSpec.isEmpty()
                ? Printing.print(value, meter)
                : FormatSpec.parse(expandedSpec).apply(value, meter);
    }

    private String nested(String spec) {
        BraceFormat inner = new BraceFormat(spec, arguments, meter);
        inner.nextPositional = nextPositional;
        while (inner.position < spec.length()) {
            inner.readPiece();
        }
        nextPositional = inner.nextPositional;
        return inner.out.toString();
    }

    private Object convert(Object value, String conversion) {
        return switch (conversion) {
            case "s" -> Printing.print(value, meter);
            case "r", "a" -> Printing.represent(value, meter);
            default -> throw TemplateException.evaluation("Unknown conversion specifier '" + conversion + "'");
        };
    }

    private Object value(String reference) {
        Matcher path = PATH.matcher(reference);
        boolean hasPath = path.find();
        Object value = root(hasPath ? reference.substring(0, path.start()) : reference);
        while (hasPath) {
            value = path.group(1) != null
                    ? Attributes.attribute(value, path.group(1), meter)
                    : Attributes.item(value, key(path.group(2)), meter);
            hasPath = path.find();
        }
        return value;
    }

    private Object root(String name) {
        if (!name.isEmpty() && !(key(name) instanceof Long)) {
            Object named = arguments.named().get(name);
            if (named == null) {
                throw TemplateException.evaluation("the format needs an argument '" + name + "'");
            }
            return named;
        }
        long index = name.isEmpty() ? nextPositional++ : (long) key(name);
        if (index >= arguments.positional().size()) {
            throw TemplateException.evaluation(
                    "Replacement index " + index + " out of range for positional args tuple");
        }
        return arguments.positional().get((int) index);
    }

    private static Object key(String name) {
        boolean isIndex = name.length() < 10 && name.chars().allMatch(c -> c >= '0' && c <= '9');
        return isIndex ? (Object) Long.valueOf(name) : name;
    }
}
