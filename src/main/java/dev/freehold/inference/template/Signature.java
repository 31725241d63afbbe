package dev.freehold.inference.template;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The parameters of something built in; {@code isOpen} ones take any further arguments, too. */
record Signature(List<String> names, int required, boolean isOpen) {

    /** Names in order; a trailing {@code ?} makes one optional, a last {@code *} lets any others follow. */
    static Signature of(String... parameters) {
        List<String> names = new ArrayList<>();
        int required = 0;
        boolean isOpen = false;
        for (String parameter : parameters) {
            if (parameter.equals("*")) {
                isOpen = true;
            } else if (parameter.endsWith("?")) {
                names.add(parameter.substring(0, parameter.length() - 1));
            } else {
                names.add(parameter);
                required++;
            }
        }
        return new Signature(names, required, isOpen);
    }

    Bound bind(String callee, Arguments arguments) {
        Map<String, Object> values = new LinkedHashMap<>(arguments.named());
        List<Object> positional = arguments.positional();
        int taken = Math.min(positional.size(), names.size());
        for (int i = 0; i < taken; i++) {
            if (values.put(names.get(i), positional.get(i)) != null) {
                throw failure(callee, "got '" + names.get(i) + "' twice");
            }
        }
        if (!isOpen && positional.size() > names.size()) {
            throw failure(callee, "takes at most " + names.size() + " arguments, got " + positional.size());
        }
        if (!isOpen && !names.containsAll(values.keySet())) {
            throw failure(callee, "got an unexpected keyword argument");
        }
        if (!values.keySet().containsAll(names.subList(0, required))) {
            throw failure(callee, "lacks a required argument");
        }
        return new Bound(names, values, arguments);
    }

    private static TemplateException failure(String callee, String reason) {
        return TemplateException.evaluation(callee + "() " + reason);
    }
}
