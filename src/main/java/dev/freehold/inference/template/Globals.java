package dev.freehold.inference.template;

import java.time.Clock;
import java.time.ZonedDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The functions that every template sees. */
final class Globals {

    private static final Map<String, Operation> FUNCTIONS = Map.of(
            "range", Operation.of((none, a, meter) -> range(a), "start", "stop?", "step?"),
            "dict", Operation.of((none, a, meter) -> dict(a.all(), meter), "*"),
            "namespace", Operation.of((none, a, meter) -> new Namespace(dict(a.all(), meter)), "*"),
            "cycler", Operation.of((none, a, meter) -> new Cycler(a.all().positional()), "*"),
            "joiner", Operation.of((none, a, meter) -> new Joiner(a.text(0, ", ")), "sep?"),
            "raise_exception", Operation.of((none, a, meter) -> raise(a.get(0), meter), "message"));

    private Globals() {}

    static Map<String, Object> all(Clock clock, Meter meter) {
        Map<String, Object> globals = new HashMap<>();
        FUNCTIONS.forEach((name, function) -> globals.put(name, function(name, function, meter)));
        Operation now = Operation.of((none, a, m) -> DateText.format(a.text(0), ZonedDateTime.now(clock), m), "format");
        globals.put("strftime_now", function("strftime_now", now, meter));
        return globals;
    }

    private static Callable function(String name, Operation operation, Meter meter) {
        return arguments -> operation.apply(name, None.NONE, arguments, meter);
    }

    private static Range range(Bound arguments) {
        return arguments.has(1)
                ? new Range(arguments.integer(0), arguments.integer(1), arguments.integer(2, 1))
                : new Range(0, arguments.integer(0), 1);
    }

    private static Object raise(Object message, Meter meter) {
        throw TemplateException.raised(Printing.print(message, meter));
    }

    private static Map<Object, Object> dict(Arguments arguments, Meter meter) {
        Map<Object, Object> dict = new LinkedHashMap<>();
        for (Object source : arguments.positional()) {
            if (source instanceof Map<?, ?> map) {
                dict.putAll(map);
            } else {
                Sequences.list(source, meter).forEach(pair -> put(Sequences.list(pair, meter), dict));
            }
        }
        dict.putAll(arguments.named());
        return dict;
    }

    private static void put(List<Object> pair, Map<Object, Object> dict) {
        if (pair.size() != 2) {
            throw TemplateException.evaluation("dict() takes pairs");
        }
        dict.put(pair.get(0), pair.get(1));
    }
}
