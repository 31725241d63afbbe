package dev.freehold.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Reads one line of canonical JSON (RFC 8785) of objects, strings and whole numbers, and takes nothing else: there is exactly one
 * way to write each value. Objects come back as maps, strings as {@code String}, numbers as {@code Long}.
 */
final class CanonicalLine {
    private static final int MOST_DEPTH = 8;
    private static final long MAX_INTEGER = 1L << 53;

    private final byte[] line;
    private int at;

    private CanonicalLine(byte[] line) {
        this.line = line;
    }

    static Map<String, Object> read(byte[] line) throws NotCanonicalException {
        CanonicalLine reader = new CanonicalLine(line);
        reader.expect('{');
        Map<String, Object> object = reader.members(1);
        if (reader.at != line.length) {
            throw reader.wrong("nothing may follow the object");
        }
        return object;
    }

    private Map<String, Object> members(int depth) throws NotCanonicalException {
        if (depth > MOST_DEPTH) {
            throw wrong("objects nest too deep");
        }
        Map<String, Object> members = new LinkedHashMap<>();
        String before = null;
        while (peek() != '}') {
            if (before != null) {
                expect(',');
            }
            expect('"');
            String key = text();
            if (before != null && before.compareTo(key) >= 0) {
                throw wrong("keys must be sorted, each once");
            }
            expect(':');
            members.put(key, value(depth));
            before = key;
        }
        at++;
        return members;
    }

    private Object value(int depth) throws NotCanonicalException {
        int first = peek();
        if (first == '"') {
            at++;
            return text();
        }
        if (first == '{') {
            at++;
            return members(depth + 1);
        }
        return number();
    }

    private Long number() throws NotCanonicalException {
        int start = at;
        boolean isNegative = peek() == '-';
        at += isNegative ? 1 : 0;
        int digits = at;
        long value = 0;
        while (at < line.length && line[at] >= '0' && line[at] <= '9' && value <= MAX_INTEGER) {
            value = value * 10 + line[at++] - '0';
        }
        boolean hasNeedlessZero = at > digits && line[digits] == '0' && (at - digits > 1 || isNegative);
        if (at == digits || hasNeedlessZero || value > MAX_INTEGER) {
            at = start;
            throw wrong("a whole number within 2^53, a string or an object was expected");
        }
        return isNegative ? -value : value;
    }

    private String text() throws NotCanonicalException {
        int start = at;
        boolean isPlain = true;
        int c = peek();
        while (c != '"') {
            if (c < ' ') {
                throw wrong("control characters must be escaped");
            }
            isPlain &= c < 0x80 && c != '\\';
            at += c == '\\' ? 2 : 1;
            c = peek();
        }
        int end = at++;
        return isPlain
                ? new String(line, start, end - start, StandardCharsets.ISO_8859_1)
                : unescape(utf8(start, end - start));
    }

    private String utf8(int start, int length) throws NotCanonicalException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(line, start, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw wrong("the text is not UTF-8");
        }
    }

    private String unescape(String raw) throws NotCanonicalException {
        StringBuilder text = new StringBuilder(raw.length());
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (c != '\\') {
                text.append(c);
            } else if (raw.charAt(++i) == 'u') {
                text.append(control(raw, i + 1));
                i += 4;
            } else {
                text.append(shortEscape(raw.charAt(i)));
            }
        }
        return text.toString();
    }

    private char shortEscape(char c) throws NotCanonicalException {
        return switch (c) {
            case '"', '\\' -> c;
            case 'b' -> '\b';
            case 't' -> '\t';
            case 'n' -> '\n';
            case 'f' -> '\f';
            case 'r' -> '\r';
            default -> throw wrong("there is no such escape");
        };
    }

    /** A control character without a shorter escape, in lower case: anything else has another canonical form. */
    private char control(String raw, int start) throws NotCanonicalException {
        if (start + 4 <= raw.length() && raw.startsWith("00", start)) {
            int high = raw.charAt(start + 2) - '0';
            int low = "0123456789abcdef".indexOf(raw.charAt(start + 3));
            char c = (char) (high * 16 + low);
            if ((high == 0 || high == 1) && low >= 0 && "\b\t\n\f\r".indexOf(c) < 0) {
                return c;
            }
        }
        throw wrong("an escape that has a shorter form");
    }

    private int peek() throws NotCanonicalException {
        if (at >= line.length) {
            throw wrong("the line ends too early");
        }
        return line[at] & 0xFF;
    }

    private void expect(char c) throws NotCanonicalException {
        if (peek() != c) {
            throw wrong("'" + c + "' was expected");
        }
        at++;
    }

    private NotCanonicalException wrong(String why) {
        return new NotCanonicalException("at byte " + at + ": " + why);
    }
}
