package dev.freehold.inference.template;

import dev.freehold.inference.template.Statement.Parameter;
import dev.freehold.inference.template.Statement.Procedure;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A macro, or the body of a call block, together with the names that it sees. */
record Macro(Procedure procedure, Scope definition, Renderer renderer, Meter meter) implements Callable, Attributed {

    @Override
    public @Nullable Object attribute(String name) {
        return switch (name) {
            case "name" -> procedure.name();
            case "arguments" ->
                Tuple.of(procedure.parameters().stream()
                        .map(parameter -> (Object) parameter.name())
                        .toList());
            case "caller" -> procedure.usesCaller();
            case "catch_varargs" -> procedure.usesVarargs();
            case "catch_kwargs" -> procedure.usesKwargs();
            default -> null;
        };
    }

    @Override
    public Object call(Arguments arguments) {
        Scope scope = definition.inner();
        bind(arguments, scope);
        BoundedText out = meter.newText();
        renderer.run(procedure.body(), scope, out);
        return out.toString();
    }

    private void bind(Arguments arguments, Scope scope) {
        List<Parameter> parameters = procedure.parameters();
        Map<String, Object> named = new LinkedHashMap<>(arguments.named());
        for (int i = 0; i < parameters.size(); i++) {
            Parameter parameter = parameters.get(i);
            Object given =
                    i < arguments.positional().size() ? arguments.positional().get(i) : named.remove(parameter.name());
            scope.set(parameter.name(), given == null ? fallback(parameter, scope) : given);
        }
        bindImplicit(arguments.after(parameters.size()).positional(), named, scope);
    }

    private Object fallback(Parameter parameter, Scope scope) {
        return parameter.fallback() == null
                ? new Undefined("parameter '" + parameter.name() + "' was not provided")
                : renderer.evaluator().evaluate(parameter.fallback(), scope);
    }

    private void bindImplicit(List<Object> surplus, Map<String, Object> named, Scope scope) {
        boolean namesCaller = procedure.parameters().stream()
                .anyMatch(parameter -> parameter.name().equals("caller"));
        if (procedure.usesCaller() && !namesCaller) {
            Object caller = named.remove("caller");
            scope.set("caller", caller == null ? new Undefined("No caller defined") : caller);
        }
        if (procedure.usesVarargs()) {
            scope.set("varargs", Tuple.of(surplus));
        } else if (!surplus.isEmpty()) {
            throw failure("takes not more than " + procedure.parameters().size() + " argument(s)");
        }
        if (procedure.usesKwargs()) {
            scope.set("kwargs", new LinkedHashMap<Object, Object>(named));
        } else if (!named.isEmpty()) {
            throw failure(
                    "takes no keyword argument '" + named.keySet().iterator().next() + "'");
        }
    }

    private TemplateException failure(String reason) {
        return TemplateException.evaluation("macro '" + procedure.name() + "' " + reason);
    }
}
