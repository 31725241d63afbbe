package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has a value. */
sealed interface Expression {

    record Literal(Object value) implements Expression {}

    record Name(String name) implements Expression {}

    record TupleOf(List<Expression> items) implements Expression {}

    record ListOf(List<Expression> items) implements Expression {}

    record DictOf(List<Entry> entries) implements Expression {}

    record Entry(Expression key, Expression value) {}

    record Attribute(Expression subject, String name) implements Expression {}

    record Item(Expression subject, Expression key) implements Expression {}

    record Slice(
            Expression subject,
            @Nullable Expression start,
            @Nullable Expression stop,
            @Nullable Expression step) implements Expression {}

    record Call(Expression callee, ArgumentList arguments) implements Expression {}

    record Filter(Expression subject, Application filter) implements Expression {}

    record Test(Expression subject, Application test) implements Expression {}

    /** A filter or a test by name, with its arguments. */
    record Application(String name, ArgumentList arguments) {}

    record Not(Expression operand) implements Expression {}

    record Sign(boolean isNegative, Expression operand) implements Expression {}

    record Arithmetic(Operator operator, Expression left, Expression right) implements Expression {}

    record Concatenation(List<Expression> parts) implements Expression {}

    record Comparison(Expression first, List<Comparand> rest) implements Expression {}

    record Comparand(Comparator comparator, Expression value) {}

    record And(Expression left, Expression right) implements Expression {}

    record Or(Expression left, Expression right) implements Expression {}

    record Conditional(
            Expression condition, Expression then, @Nullable Expression otherwise) implements Expression {}

    /** Arguments as written: {@code f(a, b=c, *spread, **namedSpread)}. */
    record ArgumentList(
            List<Expression> positional,
            Map<String, Expression> named,
            @Nullable Expression spread,
            @Nullable Expression namedSpread) {

        static final ArgumentList NONE = new ArgumentList(List.of(), Map.of(), null, null);

        static ArgumentList of(Expression argument) {
            return new ArgumentList(List.of(argument), Map.of(), null, null);
        }
    }
}
