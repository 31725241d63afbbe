package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** Filters that make a text of whatever they are given. */
final class TextFilters {

    private static final Pattern WORD = Pattern.compile("\\w+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern WORD_BEGINNING = Pattern.compile("[-\\s({\\[<]+", Pattern.UNICODE_CHARACTER_CLASS);

    static final Map<String, Operation> ALL = Map.ofEntries(
            Map.entry("string", text((text, a, meter) -> text)),
            Map.entry("safe", text((text, a, meter) -> text)),
            Map.entry("upper", mapping(Strings::upper)),
            Map.entry("lower", mapping(Strings::lower)),
            Map.entry("capitalize", mapping(Strings::capitalize)),
            Map.entry("title", mapping(TextFilters::title)),
            Map.entry("trim", text((text, a, meter) -> StringMethods.strip(text, a, true, true), "chars?")),
            Map.entry("replace", text(TextFilters::replace, "old", "new", "count?")),
            Map.entry("center", text((text, a, m) -> Padding.pad(text, '^', a.integer(0, 80), " ", m), "width?")),
            Map.entry("indent", Operation.of(TextFilters::indent, "width?", "first?", "blank?")),
            Map.entry("truncate", text(TextFilters::truncate, "length?", "killwords?", "end?", "leeway?")),
            Map.entry(
                    "wordcount",
                    text((text, a, meter) -> WORD.matcher(text).results().count())),
            Map.entry("format", text(TextFilters::format, "*")),
            Map.entry(
                    "tojson",
                    Operation.of(TextFilters::toJson, "ensure_ascii?", "indent?", "separators?", "sort_keys?")));

    private TextFilters() {}

    /** A filter's body once its subject is a text. */
    @FunctionalInterface
    interface Body {
        Object apply(String text, Bound arguments, Meter meter);
    }

    static Operation text(Body body, String... parameters) {
        return Operation.of(
                (subject, arguments, meter) -> {
                    String text = Printing.print(subject, meter);
                    meter.reserve(text.length());
                    return body.apply(text, arguments, meter);
                },
                parameters);
    }

    private static Operation mapping(UnaryOperator<String> change) {
        return text((text, a, meter) -> change.apply(text));
    }

    /** Unlike {@code str.title()}, a word starts only after space or an opening bracket. */
    private static String title(String text) {
        StringBuilder titled = new StringBuilder();
        int position = 0;
        for (var gap : WORD_BEGINNING.matcher(text).results().toList()) {
            titled.append(initialUpper(text.substring(position, gap.start()))).append(gap.group());
            position = gap.end();
        }
        return titled.append(initialUpper(text.substring(position))).toString();
    }

    private static String initialUpper(String word) {
        if (word.isEmpty()) {
            return word;
        }
        int rest = word.offsetByCodePoints(0, 1);
        return Strings.upper(word.substring(0, rest)) + Strings.lower(word.substring(rest));
    }

    private static Object replace(String text, Bound a, Meter meter) {
        String old = Printing.print(a.get(0), meter);
        return Strings.replace(text, old, Printing.print(a.get(1), meter), a.integer(2, -1), meter);
    }

    private static Object indent(Object subject, Bound a, Meter meter) {
        if (!(subject instanceof String text)) {
            throw Types.mismatch("a string to indent", subject);
        }
        String indentation = a.get(0) instanceof String custom
                ? custom
                : meter.newText().repeat(" ", a.integer(0, 4)).toString();
        return Padding.indent(text, indentation, a.isTrue(1), a.isTrue(2), meter);
    }

    private static Object truncate(String text, Bound a, Meter meter) {
        long length = a.integer(0, 255);
        String end = a.text(2, "...");
        if (CodePoints.length(text) <= length + a.integer(3, 5)) {
            return text;
        }
        String cut = CodePoints.slice(text, 0, Math.max(0, length - CodePoints.length(end)));
        int lastSpace = cut.lastIndexOf(' ');
        return (a.isTrue(1) || lastSpace < 0 ? cut : cut.substring(0, lastSpace)) + end;
    }

    private static Object format(String text, Bound a, Meter meter) {
        Arguments values = a.all();
        return PercentFormat.apply(
                text, values.named().isEmpty() ? Tuple.of(values.positional()) : values.named(), meter);
    }

    private static Object toJson(Object subject, Bound a, Meter meter) {
        String indent = !a.has(1)
                ? null
                : a.get(1) instanceof String custom
                        ? custom
                        : meter.newText().repeat(" ", a.integer(1)).toString();
        String itemSeparator = indent == null ? ", " : ",";
        String keySeparator = ": ";
        if (a.has(2)) {
            List<Object> separators = Sequences.list(a.get(2), meter);
            itemSeparator = Printing.print(separators.getFirst(), meter);
            keySeparator = Printing.print(separators.getLast(), meter);
        }
        return Json.write(
                subject, new Json.Layout(indent, itemSeparator, keySeparator, a.isTrue(0), a.isTrue(3)), meter);
    }
}
