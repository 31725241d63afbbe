package dev.freehold.inference.template;

/** Python's backslash escapes. */
final class StringLiteral {

    private final String source;
    private final int line;
    private final StringBuilder decoded = new StringBuilder();
    private int position;

    private StringLiteral(String source, int line) {
        this.source = source;
        this.line = line;
    }

    static String decode(String source, int line) {
        if (source.indexOf('\\') < 0) {
            return source;
        }
        StringLiteral literal = new StringLiteral(source, line);
        while (literal.position < source.length()) {
            literal.readCharacter();
        }
        return literal.decoded.toString();
    }

    private void readCharacter() {
        char character = source.charAt(position++);
        if (character == '\\') {
            readEscape(source.charAt(position++));
        } else {
            decoded.append(character);
        }
    }

    private void readEscape(char escape) {
        switch (escape) {
            case '\n' -> {}
            case '\\', '\'', '"' -> decoded.append(escape);
            case 'a' -> decoded.append('\u0007');
            case 'b' -> decoded.append('\b');
            case 'f' -> decoded.append('\f');
            case 'n' -> decoded.append('\n');
            case 'r' -> decoded.append('\r');
            case 't' -> decoded.append('\t');
            case 'v' -> decoded.append('\u000b');
            case 'x' -> readHexadecimal(2);
            case 'u' -> readHexadecimal(4);
            case 'U' -> readHexadecimal(8);
            case '0', '1', '2', '3', '4', '5', '6', '7' -> readOctal();
            default -> decoded.append('\\').append(escape);
        }
    }

    private void readHexadecimal(int digits) {
        int end = position + digits;
        try {
            decoded.appendCodePoint(Integer.parseInt(source.substring(position, end), 16));
        } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
            throw TemplateException.syntax("a \\x, \\u or \\U escape is malformed", line);
        }
        position = end;
    }

    private void readOctal() {
        int start = --position;
        while (position < source.length() && position < start + 3 && Character.digit(source.charAt(position), 8) >= 0) {
            position++;
        }
        decoded.append((char) Integer.parseInt(source.substring(start, position), 8));
    }
}
