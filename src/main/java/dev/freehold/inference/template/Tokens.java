package dev.freehold.inference.template;

import dev.freehold.inference.template.Token.Kind;
import java.util.List;
import java.util.Locale;

/** The tokens still to be parsed. */
final class Tokens {

    private static final int MAXIMUM_NESTING = 150;

    private final List<Token> tokens;
    private int position;
    private int nesting;

    Tokens(List<Token> tokens) {
        this.tokens = tokens;
    }

    int position() {
        return position;
    }

    Token current() {
        return tokens.get(position);
    }

    Token following() {
        return tokens.get(Math.min(position + 1, tokens.size() - 1));
    }

    Token next() {
        Token token = current();
        position = Math.min(position + 1, tokens.size() - 1);
        return token;
    }

    boolean isAt(Kind kind) {
        return current().kind() == kind;
    }

    boolean isAtName(String name) {
        return current().isName(name);
    }

    boolean isAtOperator(String operator) {
        return current().isOperator(operator);
    }

    boolean takeName(String name) {
        boolean isThere = isAtName(name);
        if (isThere) {
            next();
        }
        return isThere;
    }

    boolean takeOperator(String operator) {
        boolean isThere = isAtOperator(operator);
        if (isThere) {
            next();
        }
        return isThere;
    }

    Token expect(Kind kind) {
        if (!isAt(kind)) {
            throw failure("expected " + kind.name().toLowerCase(Locale.ROOT).replace('_', ' ') + ", got "
                    + current().description());
        }
        return next();
    }

    void expectName(String name) {
        if (!takeName(name)) {
            throw failure("expected '" + name + "', got " + current().description());
        }
    }

    void expectOperator(String operator) {
        if (!takeOperator(operator)) {
            throw failure("expected '" + operator + "', got " + current().description());
        }
    }

    /** Whether the tokens since {@code start} use this name as a variable. */
    boolean haveMentioned(String name, int start) {
        for (int i = start; i < position; i++) {
            if (tokens.get(i).isName(name) && !tokens.get(i - 1).isOperator(".")) {
                return true;
            }
        }
        return false;
    }

    /** MUST be paired with {@link #leave}: bounds how deep the parser recurses on hostile source. */
    void enter() {
        if (++nesting > MAXIMUM_NESTING) {
            throw failure("nested deeper than " + MAXIMUM_NESTING);
        }
    }

    void leave() {
        nesting--;
    }

    TemplateException failure(String reason) {
        return TemplateException.syntax(reason, current().line());
    }
}
