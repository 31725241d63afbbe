package dev.freehold.inference.text;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Watches text go by for the first stop text, and holds back what could still become one. */
public final class StopTexts {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private @Nullable String found;

    public StopTexts(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** Whether a stop text came up; nothing comes out after the text before it. */
    public boolean isFound() {
        return found != null;
    }

    /** The stop text that came up first; of several in the same place, the one that was named first. */
    public Optional<String> found() {
        return Optional.ofNullable(found);
    }

    /** Adds text; returns what can be given out now. */
    public String pass(String text) {
        if (stops.isEmpty()) {
            return text;
        }
        held.append(text);
        found = firstStop().orElse(null);
        if (found != null) {
            return held.substring(0, held.indexOf(found));
        }
        String certain = held.substring(0, firstPossibleStart());
        held.delete(0, certain.length());
        return certain;
    }

    /** What was held back, once no more text comes. */
    public String rest() {
        String rest = isFound() ? "" : held.toString();
        held.setLength(0);
        return rest;
    }

    private Optional<String> firstStop() {
        return stops.stream().filter(stop -> held.indexOf(stop) >= 0).min(Comparator.comparingInt(held::indexOf));
    }

    private int firstPossibleStart() {
        int longest = stops.stream().mapToInt(String::length).max().orElse(0);
        for (int at = Math.max(0, held.length() - longest + 1); at < held.length(); at++) {
            String end = held.substring(at);
            if (stops.stream().anyMatch(stop -> stop.startsWith(end))) {
                return at;
            }
        }
        return held.length();
    }
}
