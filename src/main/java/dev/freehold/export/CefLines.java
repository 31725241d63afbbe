package dev.freehold.export;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Actor;
import dev.freehold.audit.AuditEntry.Http;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditEntry.Model;
import dev.freehold.audit.RecordedEntry;
import dev.freehold.core.Usage;
import java.util.Map;
import java.util.StringJoiner;
import org.jspecify.annotations.Nullable;

/** The Common Event Format, version 0. */
final class CefLines implements EntryFormat {
    private static final Map<Kind, Integer> SEVERITIES =
            Map.of(Kind.ADMIT, 1, Kind.SETTLE, 1, Kind.LIFECYCLE, 1, Kind.ABORT, 4, Kind.ORPHAN, 4, Kind.DENY, 5);

    private final String version;

    CefLines(String version) {
        this.version = version;
    }

    @Override
    public String mediaType() {
        return "text/plain;charset=utf-8";
    }

    @Override
    public String extension() {
        return "cef";
    }

    @Override
    public String line(RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        return "CEF:0|Freehold|Gateway|%s|%s|%s|%d|%s\n"
                .formatted(
                        header(version),
                        entry.kind().wireName(),
                        header(entry.action()),
                        severity(entry.kind()),
                        extension(recorded));
    }

    /** From 0 to 10. */
    private static int severity(Kind kind) {
        return SEVERITIES.getOrDefault(kind, 3);
    }

    private static String extension(RecordedEntry recorded) {
        AuditEntry entry = recorded.entry();
        Extension extension = new Extension();
        extension.put("rt", entry.at().toEpochMilli()).put("externalId", recorded.index());
        extension.put("outcome", entry.outcome()).put("deviceExternalId", entry.target());
        extension.labelled("cs1", "request", entry.request()).labelled("cs2", "change", entry.change());
        Actor actor = entry.actor();
        if (actor != null) {
            extension.put("suid", actor.id()).put("sntdom", actor.tenant()).labelled("cs3", "project", actor.project());
        }
        Http http = entry.http();
        if (http != null) {
            extension.put("requestMethod", http.method()).put("request", http.route());
            extension.labelled("cn3", "status", http.status());
        }
        Model model = entry.model();
        if (model != null) {
            extension.labelled("cs4", "model", model.id()).labelled("cs5", "digest", model.digest());
        }
        Usage used = entry.tokens() == null ? null : entry.tokens().used();
        if (used != null) {
            extension.labelled("cn1", "inputTokens", used.inputTokens());
            extension.labelled("cn2", "outputTokens", used.outputTokens());
        }
        return extension.toString();
    }

    private static String header(String text) {
        return oneLine(text.replace("\\", "\\\\").replace("|", "\\|"));
    }

    private static String oneLine(String text) {
        return text.replace("\r", "\\r").replace("\n", "\\n");
    }

    /** Pairs of names and values; what is absent is left out. */
    private static final class Extension {
        private final StringJoiner pairs = new StringJoiner(" ");

        Extension put(String name, @Nullable Object value) {
            if (value != null) {
                pairs.add(name + "="
                        + oneLine(value.toString().replace("\\", "\\\\").replace("=", "\\=")));
            }
            return this;
        }

        Extension labelled(String name, String label, @Nullable Object value) {
            return value == null ? this : put(name, value).put(name + "Label", label);
        }

        @Override
        public String toString() {
            return pairs.toString();
        }
    }
}
