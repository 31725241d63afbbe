package dev.freehold.inference.decoder;

import java.util.List;

/** Watches text go by for the first stop text, and holds back what could still become one. */
final class StopTexts {
    private final List<String> stops;
    private final StringBuilder held = new StringBuilder();
    private boolean found;

    StopTexts(List<String> stops) {
        this.stops = stops.stream().filter(stop -> !stop.isEmpty()).toList();
    }

    /** Whether a stop text came up; nothing comes out after the text before it. */
    boolean isFound() {
        return found;
    }

    /** Adds text; returns what can be given out now. */
    String pass(String text) {
        if (stops.isEmpty()) {
            return text;
        }
        held.append(text);
        int first = firstStop();
        if (first >= 0) {
            found = true;
            return held.substring(0, first);
        }
        String certain = held.substring(0, firstPossibleStart());
        held.delete(0, certain.length());
        return certain;
    }

    /** What was held back, once no more text comes. */
    String rest() {
        String rest = found ? "" : held.toString();
        held.setLength(0);
        return rest;
    }

    private int firstStop() {
        int first = -1;
        for (String stop : stops) {
            int at = held.indexOf(stop);
            if (at >= 0 && (first < 0 || at < first)) {
                first = at;
            }
        }
        return first;
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
