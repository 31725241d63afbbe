package dev.freehold.registry;

import dev.freehold.core.ModelId;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Model names as settings give them: {@code *} stands for anything, everything else for itself. */
final class NamePattern {
    private NamePattern() {}

    static boolean fits(String pattern, ModelId id) {
        String regex = Stream.of(pattern.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*"));
        return Pattern.matches(regex, id.value());
    }
}
