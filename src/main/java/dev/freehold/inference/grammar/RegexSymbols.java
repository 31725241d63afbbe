package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.List;

/** Reads what stands for one character in a pattern: itself, an escape, a class. */
final class RegexSymbols {
    private static final Ranges DIGITS = Ranges.of('0', '9');
    private static final Ranges WORD = Ranges.of('0', '9', 'A', 'Z', '_', '_', 'a', 'z');
    private static final Ranges SPACE = Ranges.of(
            0x9, 0xD, ' ', ' ', 0xA0, 0xA0, 0x1680, 0x1680, 0x2000, 0x200A, 0x2028, 0x2029, 0x202F, 0x202F, 0x205F,
            0x205F, 0x3000, 0x3000, 0xFEFF, 0xFEFF);
    private static final Ranges DOT =
            Ranges.of('\n', '\n', '\r', '\r', 0x2028, 0x2029).complement();

    private final String text;
    private int at;

    RegexSymbols(String text, int at) {
        this.text = text;
        this.at = at;
    }

    int at() {
        return at;
    }

    Ranges read() {
        int point = next();
        return switch (point) {
            case '.' -> DOT;
            case '[' -> set();
            case '\\' -> escape(false);
            default -> Ranges.of(point, point);
        };
    }

    private Ranges set() {
        boolean isNegated = peek() == '^';
        at += isNegated ? 1 : 0;
        List<Ranges> members = new ArrayList<>();
        while (peek() != ']') {
            Ranges low = member();
            if (peek() == '-' && at + 1 < text.length() && text.charAt(at + 1) != ']') {
                at++;
                low = span(low, member());
            }
            members.add(low);
        }
        at++;
        Ranges union = Ranges.union(members);
        return isNegated ? union.complement() : union;
    }

    private Ranges member() {
        int point = next();
        return point == '\\' ? escape(true) : Ranges.of(point, point);
    }

    private static Ranges span(Ranges low, Ranges high) {
        int[] from = low.bounds();
        int[] to = high.bounds();
        boolean isSpan = from.length == 2 && from[0] == from[1] && to.length == 2 && to[0] == to[1] && from[0] <= to[0];
        if (!isSpan) {
            throw new Refusal("has a range of characters that is none");
        }
        return Ranges.of(from[0], to[0]);
    }

    private Ranges escape(boolean isInSet) {
        int point = next();
        return switch (point) {
            case 'd' -> DIGITS;
            case 'D' -> DIGITS.complement();
            case 'w' -> WORD;
            case 'W' -> WORD.complement();
            case 's' -> SPACE;
            case 'S' -> SPACE.complement();
            case 'p', 'P' -> property(point == 'P');
            case 'b' -> {
                if (!isInSet) {
                    throw new Refusal("looks for an edge of a word (\\b), which is not supported");
                }
                yield Ranges.of('\b', '\b');
            }
            default -> {
                int meant = literal(point);
                yield Ranges.of(meant, meant);
            }
        };
    }

    private int literal(int point) {
        return switch (point) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'f' -> '\f';
            case 'v' -> 0xB;
            case '0' -> 0;
            case 'c' -> next() % 32;
            case 'x' -> hexadecimal(2);
            case 'u' -> unicode();
            default -> {
                boolean isLetterOrDigit = point < 128 && Character.isLetterOrDigit(point);
                if (isLetterOrDigit) {
                    throw new Refusal("has '\\" + Character.toString(point) + "', which is not supported");
                }
                yield point;
            }
        };
    }

    private int unicode() {
        if (peek() == '{') {
            int end = text.indexOf('}', at);
            String digits = end < 0 ? "" : text.substring(at + 1, end);
            if (!digits.matches("[0-9A-Fa-f]{1,6}") || Integer.parseInt(digits, 16) > Character.MAX_CODE_POINT) {
                throw new Refusal("has a \\u that names no character");
            }
            at = end + 1;
            return Integer.parseInt(digits, 16);
        }
        int unit = hexadecimal(4);
        if (Character.isHighSurrogate((char) unit) && text.startsWith("\\u", at)) {
            at += 2;
            return Character.toCodePoint((char) unit, (char) hexadecimal(4));
        }
        return unit;
    }

    private int hexadecimal(int digits) {
        String number = text.substring(at, Math.min(at + digits, text.length()));
        if (!number.matches("[0-9A-Fa-f]{" + digits + "}")) {
            throw new Refusal("has an escape without its " + digits + " hexadecimal digits");
        }
        at += digits;
        return Integer.parseInt(number, 16);
    }

    private Ranges property(boolean isNegated) {
        int end = peek() == '{' ? text.indexOf('}', at) : -1;
        if (end < 0) {
            throw new Refusal("has a \\p without a name");
        }
        String name = text.substring(at + 1, end);
        at = end + 1;
        Ranges ranges = UnicodeProperties.of(name);
        return isNegated ? ranges.complement() : ranges;
    }

    private int peek() {
        if (at >= text.length()) {
            throw new Refusal("ends too early");
        }
        return text.charAt(at);
    }

    private int next() {
        peek();
        int point = text.codePointAt(at);
        at += Character.charCount(point);
        return point;
    }
}
