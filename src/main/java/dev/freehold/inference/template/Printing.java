package dev.freehold.inference.template;

import java.util.Iterator;
import java.util.List;
import java.util.Map;

/** Python's {@code str()} and {@code repr()}. */
final class Printing {

    private final BoundedText out;

    private Printing(Meter meter) {
        this.out = meter.newText();
    }

    static String print(Object value, Meter meter) {
        return switch (value) {
            case String text -> text;
            case Undefined undefined -> "";
            default -> represent(value, meter);
        };
    }

    static String represent(Object value, Meter meter) {
        Printing printing = new Printing(meter);
        printing.write(value);
        return printing.out.toString();
    }

    private void write(Object value) {
        switch (value) {
            case String text -> quote(text);
            case None none -> out.append("None");
            case Undefined undefined -> out.append("Undefined");
            case Boolean truth -> out.append(truth ? "True" : "False");
            case Long integer -> out.append(integer.toString());
            case Double real -> out.append(FloatText.shortest(real));
            case List<?> list -> writeItems("[", list, "]");
            case Tuple tuple -> writeItems("(", tuple.items(), tuple.items().size() == 1 ? ",)" : ")");
            case DictView view -> writeItems(view.typeName() + "([", view.items(), "])");
            case Map<?, ?> map -> writeEntries(map);
            case Range range -> write(range);
            case Namespace namespace -> {
                out.append("<Namespace ");
                writeEntries(namespace.attributes());
                out.append(">");
            }
            default -> out.append("<" + Types.name(value) + ">");
        }
    }

    private void write(Range range) {
        out.append("range(" + range.start() + ", " + range.stop());
        out.append(range.step() == 1 ? ")" : ", " + range.step() + ")");
    }

    private void writeItems(String open, List<?> items, String close) {
        out.append(open);
        for (int i = 0; i < items.size(); i++) {
            out.append(i == 0 ? "" : ", ");
            write(items.get(i));
        }
        out.append(close);
    }

    private void writeEntries(Map<?, ?> map) {
        out.append("{");
        for (Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator(); entries.hasNext(); ) {
            Map.Entry<?, ?> entry = entries.next();
            write(entry.getKey());
            out.append(": ");
            write(entry.getValue());
            out.append(entries.hasNext() ? ", " : "");
        }
        out.append("}");
    }

    private void quote(String text) {
        String quote = text.contains("'") && !text.contains("\"") ? "\"" : "'";
        StringBuilder quoted = new StringBuilder(quote);
        text.codePoints().forEach(c -> quoted.append(escape(c, quote)));
        out.append(quoted.append(quote).toString());
    }

    private static String escape(int character, String quote) {
        return switch (character) {
            case '\\' -> "\\\\";
            case '\n' -> "\\n";
            case '\r' -> "\\r";
            case '\t' -> "\\t";
            default -> {
                if (character == quote.charAt(0)) {
                    yield "\\" + quote;
                }
                yield Characters.isPrintable(character) ? Character.toString(character) : numeric(character);
            }
        };
    }

    private static String numeric(int character) {
        if (character <= 0xff) {
            return String.format("\\x%02x", character);
        }
        return String.format(character <= 0xffff ? "\\u%04x" : "\\U%08x", character);
    }
}
