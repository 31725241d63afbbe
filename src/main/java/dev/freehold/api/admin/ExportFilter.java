package dev.freehold.api.admin;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.auth.Reach;
import dev.freehold.core.Fault;
import dev.freehold.export.EntryFormat;
import dev.freehold.export.EntryFormats;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Map;
import java.util.TreeMap;

/** The query string of {@code GET /admin/v1/audit/export}: the filters of the list, and a format. */
final class ExportFilter {
    private final AuditCriteria criteria;
    private final EntryFormat format;
    private final String words;

    private ExportFilter(AuditCriteria criteria, EntryFormat format, String words) {
        this.criteria = criteria;
        this.format = format;
        this.words = words;
    }

    /** Whoever does not reach everything takes the entries of the own tenant away. */
    static ExportFilter read(MultiMap parameters, Reach reach, EntryFormats formats) {
        AuditCriteria criteria = AuditFilter.criteria(parameters, reach, "format");
        String name = parameters.contains("format") ? parameters.get("format") : "jsonl";
        EntryFormat format = formats.named(name)
                .orElseThrow(() -> Fault.invalid(
                        "format", "'format' must be one of %s.".formatted(String.join(", ", formats.names()))));
        return new ExportFilter(criteria, format, words(parameters, reach, name));
    }

    private static String words(MultiMap parameters, Reach reach, String format) {
        Map<String, String> asked = new TreeMap<>();
        parameters.forEach(parameter -> asked.put(parameter.getKey(), parameter.getValue()));
        asked.put("format", format);
        reach.only().ifPresent(tenant -> asked.put("tenant", tenant));
        StringBuilder text = new StringBuilder();
        asked.forEach((name, value) ->
                text.append(text.isEmpty() ? "" : " ").append(name).append('=').append(value));
        return text.toString();
    }

    EntryFormat format() {
        return format;
    }

    Instant from() {
        return criteria.earliest();
    }

    boolean matches(AuditEntry entry) {
        return criteria.matches(entry);
    }

    /** What was asked for, as the audit log notes it. */
    @Override
    public String toString() {
        return words;
    }
}
