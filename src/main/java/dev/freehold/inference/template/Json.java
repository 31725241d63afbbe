package dev.freehold.inference.template;

import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** {@code json.dumps} as Hugging Face's {@code tojson} calls it: no HTML escapes, keys in their order. */
final class Json {

    /** How to lay it out; {@code indent} is one level's, null for a single line. */
    record Layout(
            @Nullable String indent, String itemSeparator, String keySeparator, boolean isAscii, boolean sortsKeys) {}

    private final Layout layout;
    private final BoundedText out;
    private int depth;

    private Json(Layout layout, Meter meter) {
        this.layout = layout;
        this.out = meter.newText();
    }

    static String write(Object value, Layout layout, Meter meter) {
        Json json = new Json(layout, meter);
        json.write(value);
        return json.out.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String text -> quote(text);
            case None none -> out.append("null");
            case Boolean truth -> out.append(truth.toString());
            case Long integer -> out.append(integer.toString());
            case Double real -> out.append(number(real));
            case List<?> list -> block("[", list.iterator(), this::write, "]");
            case Tuple tuple -> block("[", tuple.items().iterator(), this::write, "]");
            case Map<?, ?> map -> block("{", entries(map), this::writeEntry, "}");
            default ->
                throw TemplateException.evaluation("Object of type " + Types.name(value) + " is not JSON serializable");
        }
    }

    private Iterator<? extends Map.Entry<?, ?>> entries(Map<?, ?> map) {
        return layout.sortsKeys()
                ? map.entrySet().stream()
                        .sorted(Comparator.comparing(entry -> key(entry.getKey()), CodePoints::compare))
                        .iterator()
                : map.entrySet().iterator();
    }

    private <T> void block(String open, Iterator<? extends T> items, Consumer<T> writer, String close) {
        out.append(open);
        if (items.hasNext()) {
            depth++;
            breakLine();
            writer.accept(items.next());
            while (items.hasNext()) {
                out.append(layout.itemSeparator());
                breakLine();
                writer.accept(items.next());
            }
            depth--;
            breakLine();
        }
        out.append(close);
    }

    private void breakLine() {
        if (layout.indent() != null) {
            out.append("\n").repeat(layout.indent(), depth);
        }
    }

    private void writeEntry(Map.Entry<?, ?> entry) {
        quote(key(entry.getKey()));
        out.append(layout.keySeparator());
        write(entry.getValue());
    }

    private static String key(Object key) {
        return switch (key) {
            case String text -> text;
            case None none -> "null";
            case Boolean truth -> truth.toString();
            case Long integer -> integer.toString();
            case Double real -> number(real);
            default ->
                throw TemplateException.evaluation(
                        "keys must be str, int, float, bool or None, not " + Types.name(key));
        };
    }

    private static String number(double real) {
        if (Double.isNaN(real)) {
            return "NaN";
        }
        return Double.isInfinite(real) ? (real > 0 ? "Infinity" : "-Infinity") : FloatText.shortest(real);
    }

    private void quote(String text) {
        StringBuilder quoted = new StringBuilder(text.length() + 2).append('"');
        for (int i = 0; i < text.length(); i++) {
            escape(text.charAt(i), quoted);
        }
        out.append(quoted.append('"').toString());
    }

    private void escape(char character, StringBuilder quoted) {
        switch (character) {
            case '"' -> quoted.append("\\\"");
            case '\\' -> quoted.append("\\\\");
            case '\n' -> quoted.append("\\n");
            case '\r' -> quoted.append("\\r");
            case '\t' -> quoted.append("\\t");
            case '\b' -> quoted.append("\\b");
            case '\f' -> quoted.append("\\f");
            default -> {
                if (character < ' ' || (layout.isAscii() && character > '~')) {
                    quoted.append(String.format("\\u%04x", (int) character));
                } else {
                    quoted.append(character);
                }
            }
        }
    }
}
