package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.ArgumentList;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The arguments of a call, in Python's order: positional, named, {@code *spread}, {@code **spread}. */
final class ArgumentParser {

    private final Tokens tokens;
    private final ExpressionParser expressions;

    ArgumentParser(Tokens tokens, ExpressionParser expressions) {
        this.tokens = tokens;
        this.expressions = expressions;
    }

    ArgumentList read() {
        List<Expression> positional = new ArrayList<>();
        Map<String, Expression> named = new LinkedHashMap<>();
        Expression spread = null;
        Expression namedSpread = null;
        tokens.expectOperator("(");
        while (!tokens.isAtOperator(")")) {
            if (tokens.takeOperator("*")) {
                requireOrder(spread == null && namedSpread == null);
                spread = expressions.expression();
            } else if (tokens.takeOperator("**")) {
                requireOrder(namedSpread == null);
                namedSpread = expressions.expression();
            } else {
                requireOrder(namedSpread == null);
                readOne(positional, named, spread);
            }
            if (!tokens.takeOperator(",")) {
                break;
            }
        }
        tokens.expectOperator(")");
        return new ArgumentList(positional, named, spread, namedSpread);
    }

    private void readOne(List<Expression> positional, Map<String, Expression> named, @Nullable Expression spread) {
        if (tokens.isAt(Kind.NAME) && tokens.following().isOperator("=")) {
            String name = tokens.next().text();
            tokens.next();
            requireOrder(named.put(name, expressions.expression()) == null);
        } else {
            requireOrder(spread == null && named.isEmpty());
            positional.add(expressions.expression());
        }
    }

    private void requireOrder(boolean isInOrder) {
        if (!isInOrder) {
            throw tokens.failure("the arguments of a call are out of order or repeated");
        }
    }
}
