package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.And;
import dev.freehold.inference.template.Expression.Application;
import dev.freehold.inference.template.Expression.ArgumentList;
import dev.freehold.inference.template.Expression.Attribute;
import dev.freehold.inference.template.Expression.Call;
import dev.freehold.inference.template.Expression.Comparand;
import dev.freehold.inference.template.Expression.Comparison;
import dev.freehold.inference.template.Expression.Concatenation;
import dev.freehold.inference.template.Expression.Conditional;
import dev.freehold.inference.template.Expression.DictOf;
import dev.freehold.inference.template.Expression.Entry;
import dev.freehold.inference.template.Expression.Item;
import dev.freehold.inference.template.Expression.ListOf;
import dev.freehold.inference.template.Expression.Literal;
import dev.freehold.inference.template.Expression.Name;
import dev.freehold.inference.template.Expression.Not;
import dev.freehold.inference.template.Expression.Or;
import dev.freehold.inference.template.Expression.Sign;
import dev.freehold.inference.template.Expression.Slice;
import dev.freehold.inference.template.Expression.TupleOf;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the value of an expression. */
final class Evaluator {

    private final Meter meter;

    Evaluator(Meter meter) {
        this.meter = meter;
    }

    Object evaluate(Expression expression, Scope scope) {
        meter.step();
        return switch (expression) {
            case Literal literal -> literal.value();
            case Name name -> scope.find(name.name());
            case TupleOf tuple -> Tuple.of(all(tuple.items(), scope));
            case ListOf list -> all(list.items(), scope);
            case DictOf dict -> dict(dict, scope);
            case Attribute attribute ->
                Attributes.attribute(evaluate(attribute.subject(), scope), attribute.name(), meter);
            case Item item -> Attributes.item(evaluate(item.subject(), scope), evaluate(item.key(), scope), meter);
            case Slice slice -> slice(slice, scope);
            case Call call -> call(call, Arguments.NONE, scope);
            case Expression.Filter filter -> filter(filter.filter(), evaluate(filter.subject(), scope), scope);
            case Expression.Test test -> test(test, scope);
            case Not not -> !isTrue(not.operand(), scope);
            case Sign sign -> Arithmetic.sign(sign.isNegative(), evaluate(sign.operand(), scope));
            case Expression.Arithmetic sum ->
                Arithmetic.apply(sum.operator(), evaluate(sum.left(), scope), evaluate(sum.right(), scope), meter);
            case Concatenation concatenation -> concatenate(concatenation, scope);
            case Comparison comparison -> compare(comparison, scope);
            case And and -> either(and.left(), false, and.right(), scope);
            case Or or -> either(or.left(), true, or.right(), scope);
            case Conditional conditional -> choose(conditional, scope);
        };
    }

    boolean isTrue(Expression expression, Scope scope) {
        return Truth.of(evaluate(expression, scope));
    }

    private List<Object> all(List<Expression> expressions, Scope scope) {
        List<Object> values = new ArrayList<>(expressions.size());
        expressions.forEach(expression -> values.add(evaluate(expression, scope)));
        return values;
    }

    private Map<Object, Object> dict(DictOf dict, Scope scope) {
        Map<Object, Object> values = new LinkedHashMap<>();
        for (Entry entry : dict.entries()) {
            Object key = evaluate(entry.key(), scope);
            if (key instanceof List || key instanceof Map) {
                throw TemplateException.evaluation("unhashable type: '" + Types.name(key) + "'");
            }
            values.put(key, evaluate(entry.value(), scope));
        }
        return values;
    }

    private Object slice(Slice slice, Scope scope) {
        Object subject = evaluate(slice.subject(), scope);
        return Sequences.slice(
                subject, bound(slice.start(), scope), bound(slice.stop(), scope), bound(slice.step(), scope), meter);
    }

    private Object bound(@Nullable Expression bound, Scope scope) {
        return bound == null ? None.NONE : evaluate(bound, scope);
    }

    /** The second operand's value, unless the first one's truth already decides; then the first one's value. */
    private Object either(Expression left, boolean decidingTruth, Expression right, Scope scope) {
        Object value = evaluate(left, scope);
        return Truth.of(value) == decidingTruth ? value : evaluate(right, scope);
    }

    private Object choose(Conditional conditional, Scope scope) {
        if (isTrue(conditional.condition(), scope)) {
            return evaluate(conditional.then(), scope);
        }
        return conditional.otherwise() == null
                ? new Undefined("the inline if-expression evaluated to false and no else section was defined.")
                : evaluate(conditional.otherwise(), scope);
    }

    private String concatenate(Concatenation concatenation, Scope scope) {
        BoundedText text = meter.newText();
        concatenation.parts().forEach(part -> text.append(Printing.print(evaluate(part, scope), meter)));
        return text.toString();
    }

    private boolean compare(Comparison comparison, Scope scope) {
        Object left = evaluate(comparison.first(), scope);
        for (Comparand comparand : comparison.rest()) {
            Object right = evaluate(comparand.value(), scope);
            if (!Comparisons.holds(comparand.comparator(), left, right, meter)) {
                return false;
            }
            left = right;
        }
        return true;
    }

    /** Calls with the arguments as written and some more. */
    Object call(Call call, Arguments more, Scope scope) {
        Object callee = evaluate(call.callee(), scope);
        Arguments arguments = arguments(call.arguments(), scope);
        for (Map.Entry<String, Object> extra : more.named().entrySet()) {
            arguments = arguments.with(extra.getKey(), extra.getValue());
        }
        if (!(callee instanceof Callable callable)) {
            throw callee instanceof Undefined undefined
                    ? undefined.failure()
                    : TemplateException.evaluation("'" + Types.name(callee) + "' object is not callable");
        }
        meter.enterCall();
        Object result = callable.call(arguments);
        meter.leaveCall();
        return result;
    }

    private Arguments arguments(ArgumentList list, Scope scope) {
        List<Object> positional = all(list.positional(), scope);
        Map<String, Object> named = new LinkedHashMap<>();
        list.named().forEach((name, value) -> named.put(name, evaluate(value, scope)));
        if (list.spread() != null) {
            positional.addAll(Sequences.list(evaluate(list.spread(), scope), meter));
        }
        if (list.namedSpread() != null) {
            named.putAll(Inputs.named(evaluate(list.namedSpread(), scope)).named());
        }
        return new Arguments(positional, named);
    }

    Object filter(Application filter, Object subject, Scope scope) {
        return Filters.apply(filter.name(), subject, arguments(filter.arguments(), scope), meter);
    }

    private boolean test(Expression.Test test, Scope scope) {
        Object subject = evaluate(test.subject(), scope);
        return Tests.holds(test.test().name(), subject, arguments(test.test().arguments(), scope), meter);
    }
}
