package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.Application;
import dev.freehold.inference.template.Statement.Branch;
import dev.freehold.inference.template.Statement.Target;
import java.util.Iterator;
import java.util.List;

/** Carries statements out. */
final class Renderer {

    /** How a statement ends: BREAK and CONTINUE concern the innermost loop around it. */
    enum Flow {
        NEXT,
        BREAK,
        CONTINUE
    }

    private final Meter meter;
    private final Evaluator evaluator;

    Renderer(Meter meter) {
        this.meter = meter;
        this.evaluator = new Evaluator(meter);
    }

    Flow run(List<Statement> statements, Scope scope, BoundedText out) {
        for (Statement statement : statements) {
            Flow flow = runOne(statement, scope, out);
            if (flow != Flow.NEXT) {
                return flow;
            }
        }
        return Flow.NEXT;
    }

    private Flow runOne(Statement statement, Scope scope, BoundedText out) {
        meter.step();
        try {
            return dispatch(statement, scope, out);
        } catch (TemplateException e) {
            throw e.at(statement.line());
        }
    }

    private Flow dispatch(Statement statement, Scope scope, BoundedText out) {
        switch (statement) {
            case Statement.Text text -> out.append(text.text());
            case Statement.Print print -> out.append(Printing.print(evaluator.evaluate(print.value(), scope), meter));
            case Statement.Assign assign -> assign(assign.target(), evaluator.evaluate(assign.value(), scope), scope);
            case Statement.MacroDefinition macro ->
                scope.set(macro.procedure().name(), new Macro(macro.procedure(), scope, this, meter));
            case Statement.CallBlock block -> out.append(Printing.print(call(block, scope), meter));
            case Statement.AssignBlock block -> {
                BoundedText body = meter.newText();
                Flow flow = run(block.body(), scope.inner(), body);
                if (flow != Flow.NEXT) {
                    return flow;
                }
                assign(block.target(), filter(block.filters(), body, scope), scope);
            }
            case Statement.FilterBlock block -> {
                BoundedText body = meter.newText();
                Flow flow = run(block.body(), scope.inner(), body);
                if (flow != Flow.NEXT) {
                    return flow;
                }
                out.append(Printing.print(filter(block.filters(), body, scope), meter));
            }
            case Statement.Generation generation -> run(generation.body(), scope.inner(), out);
            case Statement.With with -> {
                return run(with.body(), bind(with, scope), out);
            }
            case Statement.If choice -> {
                return run(chosen(choice, scope), scope, out);
            }
            case Statement.For loop ->
                new LoopRun(loop, scope, this, meter).run(evaluator.evaluate(loop.items(), scope), out);
            case Statement.Break end -> {
                return Flow.BREAK;
            }
            case Statement.Continue next -> {
                return Flow.CONTINUE;
            }
        }
        return Flow.NEXT;
    }

    private List<Statement> chosen(Statement.If choice, Scope scope) {
        for (Branch branch : choice.branches()) {
            if (evaluator.isTrue(branch.condition(), scope)) {
                return branch.body();
            }
        }
        return choice.otherwise();
    }

    private Scope bind(Statement.With with, Scope scope) {
        Scope inner = scope.inner();
        with.bindings().forEach(b -> assign(b.target(), evaluator.evaluate(b.value(), scope), inner));
        return inner;
    }

    private Object call(Statement.CallBlock block, Scope scope) {
        Macro caller = new Macro(block.caller(), scope, this, meter);
        return evaluator.call(block.call(), Arguments.NONE.with("caller", caller), scope);
    }

    private Object filter(List<Application> filters, BoundedText body, Scope scope) {
        Object value = body.toString();
        for (Application filter : filters) {
            value = evaluator.filter(filter, value, scope);
        }
        return value;
    }

    Evaluator evaluator() {
        return evaluator;
    }

    void assign(Target target, Object value, Scope scope) {
        switch (target) {
            case Target.Variable variable -> scope.set(variable.name(), value);
            case Target.NamespaceAttribute attribute -> {
                if (!(scope.find(attribute.namespace()) instanceof Namespace namespace)) {
                    throw TemplateException.evaluation("cannot assign attribute on non-namespace object");
                }
                namespace.set(attribute.attribute(), value);
            }
            case Target.Unpacking unpacking -> unpack(unpacking.targets(), value, scope);
        }
    }

    private void unpack(List<Target> targets, Object value, Scope scope) {
        Iterator<Object> items = Sequences.iterator(value);
        for (Target target : targets) {
            if (!items.hasNext()) {
                throw TemplateException.evaluation("not enough values to unpack (expected " + targets.size() + ")");
            }
            assign(target, items.next(), scope);
        }
        if (items.hasNext()) {
            throw TemplateException.evaluation("too many values to unpack (expected " + targets.size() + ")");
        }
    }
}
