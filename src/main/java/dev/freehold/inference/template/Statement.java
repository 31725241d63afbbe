package dev.freehold.inference.template;

import dev.freehold.inference.template.Expression.Application;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a template does, and the line it is written on. */
sealed interface Statement {

    int line();

    record Text(String text, int line) implements Statement {}

    record Print(Expression value, int line) implements Statement {}

    record If(List<Branch> branches, List<Statement> otherwise, int line) implements Statement {}

    record Branch(Expression condition, List<Statement> body) {}

    record For(
            Target target,
            Expression items,
            @Nullable Expression condition,
            boolean isRecursive,
            List<Statement> body,
            List<Statement> otherwise,
            int line)
            implements Statement {}

    record Break(int line) implements Statement {}

    record Continue(int line) implements Statement {}

    record Assign(Target target, Expression value, int line) implements Statement {}

    record AssignBlock(Target target, List<Application> filters, List<Statement> body, int line) implements Statement {}

    record With(List<Binding> bindings, List<Statement> body, int line) implements Statement {}

    record Binding(Target target, Expression value) {}

    record FilterBlock(List<Application> filters, List<Statement> body, int line) implements Statement {}

    /** {@code {% generation %}}: marks the model's own words for training; here only a scope of its own. */
    record Generation(List<Statement> body, int line) implements Statement {}

    record MacroDefinition(Procedure procedure, int line) implements Statement {}

    record CallBlock(Expression.Call call, Procedure caller, int line) implements Statement {}

    /** The body of a macro or of a call block; the flags say which of Jinja's implicit names it mentions. */
    record Procedure(
            String name,
            List<Parameter> parameters,
            List<Statement> body,
            boolean usesCaller,
            boolean usesVarargs,
            boolean usesKwargs) {}

    record Parameter(String name, @Nullable Expression fallback) {}

    /** What may stand left of an assignment. */
    sealed interface Target {

        record Variable(String name) implements Target {}

        record NamespaceAttribute(String namespace, String attribute) implements Target {}

        record Unpacking(List<Target> targets) implements Target {}
    }
}
