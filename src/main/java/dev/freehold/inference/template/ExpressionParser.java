package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.And;
import dev.freehold.inference.template.Expression.Arithmetic;
import dev.freehold.inference.template.Expression.Comparand;
import dev.freehold.inference.template.Expression.Comparison;
import dev.freehold.inference.template.Expression.Concatenation;
import dev.freehold.inference.template.Expression.Conditional;
import dev.freehold.inference.template.Expression.Not;
import dev.freehold.inference.template.Expression.Or;
import dev.freehold.inference.template.Expression.Sign;
import dev.freehold.inference.template.Expression.TupleOf;
import dev.freehold.inference.template.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Operators, from the loosest binding to the tightest; Jinja's grammar, which is not quite Python's. */
final class ExpressionParser {

    private static final Map<String, Operator> SUMS = Map.of("+", Operator.ADD, "-", Operator.SUBTRACT);
    private static final Map<String, Operator> PRODUCTS = Map.of(
            "*", Operator.MULTIPLY,
            "/", Operator.DIVIDE,
            "//", Operator.FLOOR_DIVIDE,
            "%", Operator.MODULO);
    private static final Map<String, Comparator> COMPARATORS = Map.of(
            "==", Comparator.EQUAL,
            "!=", Comparator.NOT_EQUAL,
            "<", Comparator.LESS,
            "<=", Comparator.LESS_OR_EQUAL,
            ">", Comparator.GREATER,
            ">=", Comparator.GREATER_OR_EQUAL);

    private final Tokens tokens;
    private final OperandParser operands;

    ExpressionParser(Tokens tokens) {
        this.tokens = tokens;
        this.operands = new OperandParser(tokens, this);
    }

    OperandParser operands() {
        return operands;
    }

    /** One expression, or several with commas between them as a tuple. */
    Expression tuple(boolean allowsConditional) {
        Expression first = allowsConditional ? expression() : or();
        if (!tokens.isAtOperator(",")) {
            return first;
        }
        List<Expression> items = new ArrayList<>(List.of(first));
        while (tokens.takeOperator(",") && !isAtTupleEnd()) {
            items.add(allowsConditional ? expression() : or());
        }
        return new TupleOf(items);
    }

    private boolean isAtTupleEnd() {
        return tokens.isAt(Kind.VARIABLE_END)
                || tokens.isAt(Kind.BLOCK_END)
                || tokens.isAtOperator(")")
                || tokens.isAtName("recursive");
    }

    Expression expression() {
        tokens.enter();
        Expression value = or();
        while (tokens.takeName("if")) {
            Expression condition = or();
            Expression otherwise = tokens.takeName("else") ? expression() : null;
            value = new Conditional(condition, value, otherwise);
        }
        tokens.leave();
        return value;
    }

    Expression or() {
        Expression left = and();
        while (tokens.takeName("or")) {
            left = new Or(left, and());
        }
        return left;
    }

    private Expression and() {
        Expression left = not();
        while (tokens.takeName("and")) {
            left = new And(left, not());
        }
        return left;
    }

    private Expression not() {
        if (!tokens.takeName("not")) {
            return comparison();
        }
        tokens.enter();
        Expression negated = new Not(not());
        tokens.leave();
        return negated;
    }

    private Expression comparison() {
        Expression first = sum();
        List<Comparand> rest = new ArrayList<>();
        for (Comparator next = takeComparator(); next != null; next = takeComparator()) {
            rest.add(new Comparand(next, sum()));
        }
        return rest.isEmpty() ? first : new Comparison(first, rest);
    }

    private @Nullable Comparator takeComparator() {
        if (tokens.takeName("in")) {
            return Comparator.IN;
        }
        if (tokens.isAtName("not") && tokens.following().isName("in")) {
            tokens.next();
            tokens.next();
            return Comparator.NOT_IN;
        }
        return take(COMPARATORS);
    }

    private Expression sum() {
        Expression left = concatenation();
        for (Operator next = take(SUMS); next != null; next = take(SUMS)) {
            left = new Arithmetic(next, left, concatenation());
        }
        return left;
    }

    private Expression concatenation() {
        Expression first = product();
        if (!tokens.isAtOperator("~")) {
            return first;
        }
        List<Expression> parts = new ArrayList<>(List.of(first));
        while (tokens.takeOperator("~")) {
            parts.add(product());
        }
        return new Concatenation(parts);
    }

    private Expression product() {
        Expression left = power();
        for (Operator next = take(PRODUCTS); next != null; next = take(PRODUCTS)) {
            left = new Arithmetic(next, left, power());
        }
        return left;
    }

    private Expression power() {
        Expression left = signed(true);
        while (tokens.takeOperator("**")) {
            left = new Arithmetic(Operator.POWER, left, signed(true));
        }
        return left;
    }

    private Expression signed(boolean allowsFilters) {
        boolean isNegative = tokens.isAtOperator("-");
        Expression operand;
        if (isNegative || tokens.isAtOperator("+")) {
            tokens.next();
            tokens.enter();
            operand = new Sign(isNegative, signed(false));
            tokens.leave();
        } else {
            operand = operands.primary();
        }
        operand = operands.postfix(operand);
        return allowsFilters ? operands.filtersAndTests(operand) : operand;
    }

    private <T> @Nullable T take(Map<String, T> operators) {
        if (!tokens.isAt(Kind.OPERATOR)) {
            return null;
        }
        T operator = operators.get(tokens.current().text());
        if (operator != null) {
            tokens.next();
        }
        return operator;
    }
}
