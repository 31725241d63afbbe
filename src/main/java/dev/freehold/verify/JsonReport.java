package dev.freehold.verify;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A verdict for programs, one JSON object. */
public final class JsonReport {
    private JsonReport() {}

    public static String of(Verdict verdict) {
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("verdict", verdict.outcome().wireName());
        report.put("exit_code", verdict.outcome().exitCode());
        report.put(
                "first_bad_index",
                verdict.firstBad().isPresent() ? verdict.firstBad().getAsLong() : null);
        Verdict.Facts facts = verdict.facts();
        report.put("log", facts.log());
        report.put("first_index", facts.first());
        report.put("entries", facts.entries());
        report.put("kinds", facts.kinds());
        report.put("open_calls", facts.openCalls());
        report.put("oldest", facts.oldest());
        report.put("newest", facts.newest());
        report.put("root", facts.root());
        report.put("tiles_compared", facts.tiles());
        report.put(
                "checkpoints",
                verdict.checkpoints().stream().map(JsonReport::checkpoint).toList());
        report.put("findings_count", verdict.count());
        report.put(
                "findings", verdict.findings().stream().map(JsonReport::finding).toList());
        report.put("notices", verdict.notices());
        return json(report);
    }

    private static Map<String, Object> checkpoint(Verdict.Seen seen) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", seen.name());
        object.put("outside", seen.isOutside());
        object.put("signed", seen.isSigned());
        object.put("origin", seen.origin());
        object.put("size", seen.size());
        object.put("state", seen.state().name().toLowerCase(Locale.ROOT));
        return object;
    }

    private static Map<String, Object> finding(Finding finding) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("verdict", finding.outcome().wireName());
        object.put("check", finding.check().wireName());
        if (finding.index() >= 0) {
            object.put("index", finding.index());
        }
        object.put("message", finding.message());
        return object;
    }

    private static String json(@Nullable Object value) {
        if (value instanceof Map<?, ?> members) {
            return members.entrySet().stream()
                    .map(member -> quote(String.valueOf(member.getKey())) + ":" + json(member.getValue()))
                    .collect(Collectors.joining(",", "{", "}"));
        }
        if (value instanceof Collection<?> items) {
            return items.stream().map(JsonReport::json).collect(Collectors.joining(",", "[", "]"));
        }
        return value instanceof String text ? quote(text) : String.valueOf(value);
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ') {
                quoted.append(String.format(Locale.ROOT, "\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
