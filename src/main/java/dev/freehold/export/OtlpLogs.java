package dev.freehold.export;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.EntryJson;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Usage;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Entries as OpenTelemetry log records: the body is the log's own line, the attributes are those of the GenAI conventions where there is
 * one. The conventions are not stable yet, so their version is named.
 */
final class OtlpLogs {
    private static final String SCHEMA = "https://opentelemetry.io/schemas/gen-ai/1.42.0";
    private static final int INFO = 9;
    private static final int WARN = 13;
    private static final Map<String, String> OPERATIONS =
            Map.of("chat.completions", "chat", "completions", "text_completion", "embeddings", "embeddings");

    private final String version;

    OtlpLogs(String version) {
        this.version = version;
    }

    String body(List<RecordedEntry> entries) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = body.putArray("resourceLogs").addObject();
        ArrayNode about = resource.putObject("resource").putArray("attributes");
        text(about, "service.name", "freehold");
        text(about, "service.version", version);
        ObjectNode scope = resource.putArray("scopeLogs").addObject();
        scope.putObject("scope").put("name", "dev.freehold.audit");
        scope.put("schemaUrl", SCHEMA);
        ArrayNode records = scope.putArray("logRecords");
        entries.forEach(recorded -> record(records.addObject(), recorded));
        return body.toString();
    }

    private static void record(ObjectNode record, RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        boolean isRefusal = entry.kind() == Kind.DENY;
        record.put("timeUnixNano", nanos(entry.at())).put("observedTimeUnixNano", nanos(entry.at()));
        record.put("severityNumber", isRefusal ? WARN : INFO).put("severityText", isRefusal ? "WARN" : "INFO");
        record.put("eventName", "freehold.audit." + entry.kind().wireName());
        record.putObject("body").put("stringValue", EntryJson.write(entry));
        attributes(record.putArray("attributes"), recorded.index(), entry);
    }

    private static void attributes(ArrayNode attributes, long index, AuditEntry entry) {
        number(attributes, "freehold.audit.index", index);
        text(attributes, "freehold.audit.action", entry.action());
        text(attributes, "freehold.audit.outcome", entry.outcome());
        text(
                attributes,
                "freehold.request.id",
                entry.request() == null ? null : entry.request().value());
        if (entry.actor() != null) {
            text(attributes, "user.id", entry.actor().id());
            text(attributes, "freehold.tenant", entry.actor().tenant());
        }
        if (entry.http() != null) {
            text(attributes, "http.request.method", entry.http().method());
            text(attributes, "http.route", entry.http().route());
            number(attributes, "http.response.status_code", entry.http().status());
        }
        if (entry.model() != null) {
            text(attributes, "gen_ai.operation.name", OPERATIONS.get(entry.action()));
            text(attributes, "gen_ai.provider.name", "freehold");
            text(attributes, "gen_ai.request.model", entry.model().id());
        }
        Usage used = entry.tokens() == null ? null : entry.tokens().used();
        if (used != null) {
            number(attributes, "gen_ai.usage.input_tokens", used.inputTokens());
            number(attributes, "gen_ai.usage.output_tokens", used.outputTokens());
        }
    }

    private static String nanos(Instant at) {
        return Long.toString(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    }

    private static void text(ArrayNode attributes, String key, @Nullable String value) {
        if (value != null) {
            attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
        }
    }

    /** OTLP writes 64-bit numbers as text. */
    private static void number(ArrayNode attributes, String key, long value) {
        attributes.addObject().put("key", key).putObject("value").put("intValue", Long.toString(value));
    }
}
