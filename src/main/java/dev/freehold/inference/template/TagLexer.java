package dev.freehold.inference.template;

import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads what stands between a tag's delimiters, and its closing delimiter. */
final class TagLexer {

    private static final Pattern FLOAT = Pattern.compile(
            "(?<!\\.)(?:[0-9]+_)*[0-9]+(?:(?:\\.(?:[0-9]+_)*[0-9]+)?[eE][+-]?(?:[0-9]+_)*[0-9]+|\\.(?:[0-9]+_)*[0-9]+)");
    private static final Pattern INTEGER =
            Pattern.compile("0[bB](?:_?[01])+|0[oO](?:_?[0-7])+|0[xX](?:_?[0-9a-fA-F])+|[1-9](?:_?[0-9])*|0(?:_?0)*");
    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{Nl}_][\\p{L}\\p{Nl}\\p{M}\\p{Nd}\\p{Pc}]*");
    private static final Pattern OPERATOR = Pattern.compile("//|\\*\\*|==|!=|>=|<=|[-+/*%~\\[\\](){}><=.:|,;]");

    private final Cursor cursor;
    private final List<Token> tokens;
    private final Deque<String> openBrackets = new ArrayDeque<>();

    TagLexer(Cursor cursor, List<Token> tokens) {
        this.cursor = cursor;
        this.tokens = tokens;
    }

    void read(boolean isBlock) {
        String end = isBlock ? "%}" : "}}";
        while (true) {
            cursor.skipSpace();
            if (openBrackets.isEmpty() && takeEnd(end, isBlock)) {
                return;
            }
            readToken();
        }
    }

    private boolean takeEnd(String end, boolean isBlock) {
        int line = cursor.line();
        if (cursor.isAt("-" + end)) {
            cursor.moveTo(cursor.position() + 1 + end.length());
            cursor.skipSpace();
        } else if (isBlock && cursor.isAt("+" + end)) {
            cursor.moveTo(cursor.position() + 1 + end.length());
        } else if (cursor.isAt(end)) {
            cursor.moveTo(cursor.position() + end.length());
            if (isBlock && cursor.isAt("\n")) {
                cursor.moveTo(cursor.position() + 1);
            }
        } else {
            return false;
        }
        tokens.add(new Token(isBlock ? Kind.BLOCK_END : Kind.VARIABLE_END, end, line));
        return true;
    }

    private void readToken() {
        if (cursor.isAtEnd()) {
            throw cursor.failure("the template ends inside a tag");
        }
        if (cursor.isAt("'") || cursor.isAt("\"")) {
            readString();
            return;
        }
        if (take(Kind.FLOAT, FLOAT) != null || take(Kind.INTEGER, INTEGER) != null || take(Kind.NAME, NAME) != null) {
            return;
        }
        String operator = take(Kind.OPERATOR, OPERATOR);
        if (operator == null) {
            throw cursor.failure("unexpected character '" + cursor.at(cursor.position()) + "'");
        }
        balance(operator);
    }

    private @Nullable String take(Kind kind, Pattern pattern) {
        int line = cursor.line();
        Matcher match = cursor.take(pattern);
        if (match == null) {
            return null;
        }
        tokens.add(new Token(kind, match.group(), line));
        return match.group();
    }

    private void readString() {
        int line = cursor.line();
        char quote = cursor.at(cursor.position());
        int end = cursor.position() + 1;
        while (cursor.at(end) != quote) {
            end += cursor.at(end) == '\\' ? 2 : 1;
            if (cursor.at(end) == '\0') {
                throw cursor.failure("a string is not closed");
            }
        }
        String quoted = cursor.moveTo(end + 1);
        tokens.add(new Token(Kind.STRING, StringLiteral.decode(quoted.substring(1, quoted.length() - 1), line), line));
    }

    private void balance(String operator) {
        switch (operator) {
            case "{" -> openBrackets.push("}");
            case "(" -> openBrackets.push(")");
            case "[" -> openBrackets.push("]");
            case "}", ")", "]" -> {
                if (!operator.equals(openBrackets.poll())) {
                    throw cursor.failure("unexpected '" + operator + "'");
                }
            }
            default -> {}
        }
    }
}
