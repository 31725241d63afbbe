package dev.freehold.inference.template;

import java.util.Locale;

/** Numbers as Python writes them: {@code 1_000}, {@code 0x1f}, {@code 1e-3}. */
final class NumberLiteral {

    private NumberLiteral() {}

    static Object decode(Token token) {
        String digits = token.text().replace("_", "");
        if (token.kind() == Token.Kind.FLOAT) {
            return Double.valueOf(digits);
        }
        try {
            return switch (digits.length() > 2 ? digits.substring(0, 2).toLowerCase(Locale.ROOT) : "") {
                case "0x" -> Long.parseLong(digits.substring(2), 16);
                case "0o" -> Long.parseLong(digits.substring(2), 8);
                case "0b" -> Long.parseLong(digits.substring(2), 2);
                default -> Long.parseLong(digits);
            };
        } catch (NumberFormatException e) {
            throw TemplateException.syntax("the integer " + token.text() + " is too large", token.line());
        }
    }
}
