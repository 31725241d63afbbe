package dev.freehold.inference.grammar;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The grammars of the schemas that were asked for lately, up to so many bytes. The same schema is the same grammar. */
final class CompiledSchemas {
    private final long most;
    private final LinkedHashMap<String, Grammar> grammars = new LinkedHashMap<>(16, 0.75f, true);
    private long bytes;

    CompiledSchemas(long most) {
        this.most = most;
    }

    /** Several callers may compile the same at a time; nobody waits for another one's schema. */
    Grammar get(String schema, Supplier<Grammar> compilation) {
        synchronized (grammars) {
            Grammar known = grammars.get(schema);
            if (known != null) {
                return known;
            }
        }
        Grammar made = compilation.get();
        synchronized (grammars) {
            Grammar first = grammars.putIfAbsent(schema, made);
            if (first != null) {
                return first;
            }
            bytes += bytes(schema, made);
            while (bytes > most && grammars.size() > 1) {
                Map.Entry<String, Grammar> eldest = grammars.pollFirstEntry();
                bytes -= bytes(eldest.getKey(), eldest.getValue());
            }
            return made;
        }
    }

    private static long bytes(String schema, Grammar grammar) {
        return 2L * schema.length() + grammar.bytes();
    }

    int size() {
        synchronized (grammars) {
            return grammars.size();
        }
    }
}
