package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.Application;
import dev.freehold.inference.template.Expression.ArgumentList;
import dev.freehold.inference.template.Expression.Attribute;
import dev.freehold.inference.template.Expression.Call;
import dev.freehold.inference.template.Expression.DictOf;
import dev.freehold.inference.template.Expression.Entry;
import dev.freehold.inference.template.Expression.Filter;
import dev.freehold.inference.template.Expression.Item;
import dev.freehold.inference.template.Expression.ListOf;
import dev.freehold.inference.template.Expression.Literal;
import dev.freehold.inference.template.Expression.Name;
import dev.freehold.inference.template.Expression.Not;
import dev.freehold.inference.template.Expression.Slice;
import dev.freehold.inference.template.Expression.Test;
import dev.freehold.inference.template.Expression.TupleOf;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Literals and names, and what may follow them: attributes, items, calls, filters and tests. */
final class OperandParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;
    private final ArgumentParser arguments;

    OperandParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
        this.arguments = new ArgumentParser(tokens, expressions);
    }

    Expression primary() {
        Token token = tokens.current();
        return switch (token.kind()) {
            case NAME -> name(tokens.next().text());
            case STRING -> new Literal(adjacentStrings());
            case INTEGER, FLOAT -> new Literal(NumberLiteral.decode(tokens.next()));
            case OPERATOR -> bracketed(token);
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> throw unexpected(token);
        };
    }

    private TemplateException unexpected(Token token) {
        return tokens.failure("expected an expression, got " + token.description());
    }

    private static Expression name(String name) {
        return switch (name) {
            case "true", "True" -> new Literal(true);
            case "false", "False" -> new Literal(false);
            case "none", "None" -> new Literal(None.NONE);
            default -> new Name(name);
        };
    }

    private String adjacentStrings() {
        StringBuilder text = new StringBuilder();
        while (tokens.isAt(Kind.STRING)) {
            text.append(tokens.next().text());
        }
        return text.toString();
    }

    private Expression bracketed(Token token) {
        return switch (token.text()) {
            case "(" -> parenthesized();
            case "[" -> list();
            case "{" -> dict();
            default -> throw unexpected(token);
        };
    }

    private Expression parenthesized() {
        tokens.next();
        Expression content = tokens.isAtOperator(")") ? new TupleOf(List.of()) : expressions.tuple(true);
        tokens.expectOperator(")");
        return content;
    }

    private Expression list() {
        tokens.next();
        List<Expression> items = new ArrayList<>();
        while (!tokens.isAtOperator("]")) {
            items.add(expressions.expression());
            if (!tokens.takeOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("]");
        return new ListOf(items);
    }

    private Expression dict() {
        tokens.next();
        List<Entry> entries = new ArrayList<>();
        while (!tokens.isAtOperator("}")) {
            Expression key = expressions.expression();
            tokens.expectOperator(":");
            entries.add(new Entry(key, expressions.expression()));
            if (!tokens.takeOperator(",")) {
                break;
            }
        }
        tokens.expectOperator("}");
        return new DictOf(entries);
    }

    Expression postfix(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.takeOperator(".")) {
                result = attribute(result);
            } else if (tokens.takeOperator("[")) {
                result = subscript(result);
                tokens.expectOperator("]");
            } else if (tokens.isAtOperator("(")) {
                result = new Call(result, arguments.read());
            } else {
                return result;
            }
        }
    }

    private Expression attribute(Expression subject) {
        if (tokens.isAt(Kind.INTEGER)) {
            return new Item(subject, new Literal(NumberLiteral.decode(tokens.next())));
        }
        return new Attribute(subject, tokens.expect(Kind.NAME).text());
    }

    private Expression subscript(Expression subject) {
        Expression start = tokens.isAtOperator(":") ? null : expressions.tuple(true);
        if (start != null && !tokens.isAtOperator(":")) {
            return new Item(subject, start);
        }
        tokens.expectOperator(":");
        Expression stop = sliceBound();
        Expression step = tokens.takeOperator(":") ? sliceBound() : null;
        return new Slice(subject, start, stop, step);
    }

    private @Nullable Expression sliceBound() {
        return tokens.isAtOperator(":") || tokens.isAtOperator("]") ? null : expressions.expression();
    }

    Expression filtersAndTests(Expression operand) {
        Expression result = operand;
        while (true) {
            if (tokens.takeOperator("|")) {
                result = new Filter(result, filter());
            } else if (tokens.takeName("is")) {
                result = test(result);
            } else if (tokens.isAtOperator("(")) {
                result = new Call(result, arguments.read());
            } else {
                return result;
            }
        }
    }

    /** A filter's name and arguments, after its {@code |}. */
    Application filter() {
        String name = dottedName();
        return new Application(name, tokens.isAtOperator("(") ? arguments.read() : ArgumentList.NONE);
    }

    private String dottedName() {
        StringBuilder name = new StringBuilder(tokens.expect(Kind.NAME).text());
        while (tokens.takeOperator(".")) {
            name.append('.').append(tokens.expect(Kind.NAME).text());
        }
        return name.toString();
    }

    private Expression test(Expression subject) {
        boolean isNegated = tokens.takeName("not");
        Test test = new Test(subject, new Application(dottedName(), testArguments()));
        return isNegated ? new Not(test) : test;
    }

    /** A test takes its one argument without parentheses, too: {@code x is divisibleby 3}. */
    private ArgumentList testArguments() {
        if (tokens.isAtOperator("(")) {
            return arguments.read();
        }
        if (tokens.isAtName("is")) {
            throw tokens.failure("tests cannot be chained with is");
        }
        return startsTestArgument() ? ArgumentList.of(postfix(primary())) : ArgumentList.NONE;
    }

    private boolean startsTestArgument() {
        return switch (tokens.current().kind()) {
            case NAME -> !tokens.isAtName("else") && !tokens.isAtName("or") && !tokens.isAtName("and");
            case STRING, INTEGER, FLOAT -> true;
            case OPERATOR -> tokens.isAtOperator("[") || tokens.isAtOperator("{");
            case DATA, VARIABLE_BEGIN, VARIABLE_END, BLOCK_BEGIN, BLOCK_END, END -> false;
        };
    }
}
