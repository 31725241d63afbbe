package dev.freehold.registry.guard;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** Which of a model's own functions calls which: never itself, and not too deep, for the runtime follows them by recursion. */
final class FunctionCalls {
    private static final int DEEPEST = 32;

    private final Map<String, Set<String>> calls = new HashMap<>();
    private final Set<String> defined = new HashSet<>();
    private final Map<String, Integer> depths = new HashMap<>();
    private String caller = "";

    static String name(String domain, String function) {
        return domain + "." + function;
    }

    void define(String domain, String function) throws HarmfulFile {
        if (!defined.add(name(domain, function))) {
            throw new HarmfulFile(
                    "defines the function '%s' twice".formatted(HarmfulFile.shown(name(domain, function))));
        }
    }

    Set<String> defined() {
        return defined;
    }

    /** Whatever is called next is called by this one; the empty name is the model's own graph. */
    void enter(String function) {
        caller = function;
    }

    void call(String domain, String operator) {
        calls.computeIfAbsent(caller, unseen -> new HashSet<>()).add(name(domain, operator));
    }

    void check() throws HarmfulFile {
        for (String function : defined) {
            depth(function, new HashSet<>());
        }
    }

    private int depth(String function, Set<String> above) throws HarmfulFile {
        Integer known = depths.get(function);
        if (known != null) {
            return known;
        }
        if (!above.add(function)) {
            throw new HarmfulFile("has a function '%s' that calls itself".formatted(HarmfulFile.shown(function)));
        }
        int deepest = 0;
        if (above.size() > DEEPEST) {
            throw tooDeep();
        }
        for (String called : calls.getOrDefault(function, Set.of())) {
            if (defined.contains(called)) {
                deepest = Math.max(deepest, depth(called, above));
            }
        }
        above.remove(function);
        depths.put(function, deepest + 1);
        if (deepest + 1 > DEEPEST) {
            throw tooDeep();
        }
        return deepest + 1;
    }

    private static HarmfulFile tooDeep() {
        return new HarmfulFile("has functions that call each other more than %d deep".formatted(DEEPEST));
    }
}
