package dev.freehold.inference.template;

import java.util.List;
import java.util.Map;

/** Python's names for the kinds of values, for messages. */
final class Types {

    private Types() {}

    static String name(Object value) {
        return switch (value) {
            case None none -> "NoneType";
            case Boolean truth -> "bool";
            case Long integer -> "int";
            case Double real -> "float";
            case String text -> "str";
            case Tuple tuple -> "tuple";
            case Range range -> "range";
            case DictView view -> view.typeName();
            case List<?> list -> "list";
            case Map<?, ?> map -> "dict";
            case Undefined undefined -> "Undefined";
            case Namespace namespace -> "Namespace";
            case Generator generator -> "generator";
            case Loop loop -> "LoopContext";
            default -> "function";
        };
    }

    static String describe(Object value) {
        return value == None.NONE ? "None" : name(value) + " object";
    }

    static TemplateException mismatch(String expected, Object actual) {
        return actual instanceof Undefined undefined
                ? undefined.failure()
                : TemplateException.evaluation("expected " + expected + ", got '" + name(actual) + "'");
    }
}
