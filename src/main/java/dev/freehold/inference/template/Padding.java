package dev.freehold.inference.template;

/** Filling strings up with blanks. */
final class Padding {

    private Padding() {}

    /** Left {@code <}, right {@code >}, centred {@code ^}, or {@code =}: between a sign and its number. */
    static String pad(String text, char align, long width, String fill, Meter meter) {
        long missing = width - CodePoints.length(text);
        if (missing <= 0) {
            return text;
        }
        BoundedText padded = meter.newText();
        BoundedText result = switch (align) {
            case '<' -> padded.append(text).repeat(fill, missing);
            case '^' -> {
                long left = missing / 2 + (missing & width & 1);
                yield padded.repeat(fill, left).append(text).repeat(fill, missing - left);
            }
            case '=' -> {
                int signs = text.startsWith("-") || text.startsWith("+") || text.startsWith(" ") ? 1 : 0;
                yield padded.append(text.substring(0, signs))
                        .repeat(fill, missing)
                        .append(text.substring(signs));
            }
            default -> padded.repeat(fill, missing).append(text);
        };
        return result.toString();
    }

    static String expandTabs(String text, long tabSize, Meter meter) {
        BoundedText expanded = meter.newText();
        long column = 0;
        for (Object character : CodePoints.split(text)) {
            if (character.equals("\t")) {
                long blanks = tabSize > 0 ? tabSize - column % tabSize : 0;
                expanded.repeat(" ", blanks);
                column += blanks;
            } else {
                expanded.append((String) character);
                column = character.equals("\n") || character.equals("\r") ? 0 : column + 1;
            }
        }
        return expanded.toString();
    }

    /** Indents every line but the first, and neither blank lines unless asked. */
    static String indent(String text, String indentation, boolean first, boolean blank, Meter meter) {
        BoundedText indented = meter.newText().append(first ? indentation : "");
        boolean isFirst = true;
        for (Object line : Splitting.lines(text + "\n", false)) {
            if (!isFirst) {
                indented.append("\n").append(blank || !((String) line).isEmpty() ? indentation : "");
            }
            indented.append((String) line);
            isFirst = false;
        }
        return indented.toString();
    }
}
