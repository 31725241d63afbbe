package dev.freehold.inference.tool;

import dev.freehold.inference.Tools;
import dev.freehold.inference.grammar.Grammar;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.Set;

/** The forms of answers that may call functions: the same for the same tools, for what is known of a form hangs on it. */
public final class CallForms {
    private static final int REMEMBERED = 64;

    private final Optional<CallFormat> format;
    private final Set<String> controls;
    private final LinkedHashMap<Wanted, Grammar> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Wanted(Tools tools, Optional<Grammar> answer) {}

    public CallForms(Optional<CallFormat> format, Set<String> controls) {
        this.format = format;
        this.controls = Set.copyOf(controls);
    }

    /**
     * The form of an answer to a prompt with these tools.
     *
     * @param answer the form that it has without a call, if any
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} about a function whose schema cannot be guaranteed and must be
     */
    public Optional<Grammar> of(Tools tools, Optional<Grammar> answer) {
        if (tools.callable().isEmpty() || format.isEmpty()) {
            return answer;
        }
        Wanted wanted = new Wanted(tools, answer);
        synchronized (known) {
            Grammar form = known.get(wanted);
            if (form != null) {
                return Optional.of(form);
            }
        }
        Grammar made = CallGrammar.of(format.get(), tools, controls, answer);
        synchronized (known) {
            Grammar first = known.putIfAbsent(wanted, made);
            if (known.size() > REMEMBERED) {
                known.remove(known.firstEntry().getKey());
            }
            return Optional.of(first == null ? made : first);
        }
    }
}
