package dev.freehold.export;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Http;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.audit.AuditEntry.Tokens;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Usage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Fixed columns, harmless in a spreadsheet. */
final class CsvLines implements EntryFormat {
    private static final List<String> COLUMNS = List.of(
            "index",
            "at",
            "kind",
            "action",
            "request",
            "actor",
            "credential",
            "tenant",
            "project",
            "method",
            "route",
            "status",
            "model",
            "model_digest",
            "reserved_input_tokens",
            "reserved_output_tokens",
            "input_tokens",
            "output_tokens",
            "outcome",
            "target",
            "change");

    @Override
    public String mediaType() {
        return "text/csv;charset=utf-8;header=present";
    }

    @Override
    public String extension() {
        return "csv";
    }

    @Override
    public String header() {
        return new CsvText().line(COLUMNS).toString();
    }

    @Override
    public String line(RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        Tokens tokens = entry.tokens();
        List<Object> cells = new ArrayList<>(List.of(
                recorded.index(), entry.at(), entry.kind().wireName(), entry.action(), orEmpty(entry.request())));
        cells.addAll(cells(entry.actor(), List.of(Actor::id, Actor::credential, Actor::tenant, Actor::project)));
        cells.addAll(cells(entry.http(), List.of(Http::method, Http::route, Http::status)));
        cells.addAll(cells(entry.model(), List.of(Model::id, Model::digest)));
        cells.addAll(
                cells(tokens == null ? null : tokens.reserved(), List.of(Usage::inputTokens, Usage::outputTokens)));
        cells.addAll(cells(tokens == null ? null : tokens.used(), List.of(Usage::inputTokens, Usage::outputTokens)));
        cells.addAll(List.of(orEmpty(entry.outcome()), orEmpty(entry.target()), orEmpty(entry.change())));
        return new CsvText().line(cells).toString();
    }

    /** As many cells as there are columns, also when the component is absent. */
    private static <T> List<Object> cells(@Nullable T component, List<Function<T, Object>> columns) {
        return columns.stream()
                .map(column -> component == null ? "" : column.apply(component))
                .toList();
    }

    private static Object orEmpty(@Nullable Object value) {
        return value == null ? "" : value;
    }
}
