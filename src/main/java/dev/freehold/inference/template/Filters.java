package dev.freehold.inference.template;

import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What may follow {@code |}. */
final class Filters {

    private static final Map<String, Operation> ALL = Stream.of(
                    TextFilters.ALL,
                    MarkupFilters.ALL,
                    NumberFilters.ALL,
                    SequenceFilters.ALL,
                    SelectionFilters.ALL,
                    OrderFilters.ALL)
            .flatMap(group -> group.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private Filters() {}

    static boolean exists(Object name) {
        return ALL.containsKey(name);
    }

    static Object apply(String name, Object subject, Arguments arguments, Meter meter) {
        Operation filter = ALL.get(name);
        if (filter == null) {
            throw TemplateException.evaluation("No filter named '" + name + "'.");
        }
        return filter.apply(name, subject, arguments, meter);
    }
}
