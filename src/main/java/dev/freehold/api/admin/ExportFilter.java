package dev.freehold.api.admin;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.auth.Reach;
import dev.freehold.core.Fault;
import dev.freehold.export.EntryFormat;
import dev.freehold.export.EntryFormats;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The query string of {@code GET /admin/v1/audit/export}. */
final class ExportFilter {
    /** What an entry has at the criteria that must be equal. */
    private static final Map<String, Function<AuditEntry, @Nullable String>> CRITERIA = Map.of(
            "kind", entry -> entry.kind().wireName(),
            "action", AuditEntry::action,
            "actor", entry -> entry.actor() == null ? null : entry.actor().id(),
            "tenant", entry -> entry.actor() == null ? null : entry.actor().tenant(),
            "project", entry -> entry.actor() == null ? null : entry.actor().project(),
            "model", entry -> entry.model() == null ? null : entry.model().id(),
            "outcome", AuditEntry::outcome,
            "request", entry -> entry.request() == null ? null : entry.request().value());

    private final String formatName;
    private final EntryFormat format;
    private final Instant from;
    private final Instant to;
    private final Map<String, String> wanted;

    private ExportFilter(String formatName, EntryFormat format, Instant from, Instant to, Map<String, String> wanted) {
        this.formatName = formatName;
        this.format = format;
        this.from = from;
        this.to = to;
        this.wanted = wanted;
    }

    /** Whoever does not reach everything takes the entries of the own tenant away. */
    static ExportFilter read(MultiMap parameters, Reach reach, EntryFormats formats) {
        Map<String, String> wanted = new TreeMap<>();
        for (Map.Entry<String, String> parameter : parameters) {
            String name = parameter.getKey();
            if (CRITERIA.containsKey(name)) {
                wanted.put(name, parameter.getValue());
            } else if (!name.equals("format") && !name.equals("from") && !name.equals("to")) {
                throw Fault.invalid(
                        name,
                        "There is no such filter; there are format, from, to, %s."
                                .formatted(String.join(", ", new TreeSet<>(CRITERIA.keySet()))));
            }
        }
        checkKind(wanted.get("kind"));
        reach.only().ifPresent(tenant -> wanted.put("tenant", tenant));
        String name = parameters.contains("format") ? parameters.get("format") : "jsonl";
        EntryFormat format = formats.named(name)
                .orElseThrow(() -> Fault.invalid(
                        "format", "'format' must be one of %s.".formatted(String.join(", ", formats.names()))));
        return new ExportFilter(
                name, format, time(parameters, "from", Instant.MIN), time(parameters, "to", Instant.MAX), wanted);
    }

    private static void checkKind(@Nullable String kind) {
        if (kind != null && Kind.parse(kind).isEmpty()) {
            throw Fault.invalid("kind", "'kind' must be a kind of entry, for example settle.");
        }
    }

    private static Instant time(MultiMap parameters, String name, Instant otherwise) {
        String text = parameters.get(name);
        return text == null ? otherwise : Times.parse(name, text);
    }

    EntryFormat format() {
        return format;
    }

    Instant from() {
        return from;
    }

    boolean matches(AuditEntry entry) {
        return !entry.at().isBefore(from)
                && entry.at().isBefore(to)
                && CRITERIA.entrySet().stream().allMatch(criterion -> {
                    String value = wanted.get(criterion.getKey());
                    return value == null || value.equals(criterion.getValue().apply(entry));
                });
    }

    /** What was asked for, as the audit log notes it. */
    @Override
    public String toString() {
        Map<String, String> all = new TreeMap<>(wanted);
        all.put("format", formatName);
        if (!from.equals(Instant.MIN)) {
            all.put("from", from.toString());
        }
        if (!to.equals(Instant.MAX)) {
            all.put("to", to.toString());
        }
        StringBuilder text = new StringBuilder();
        all.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }
}
