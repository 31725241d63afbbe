package dev.freehold.telemetry;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.List;

/** Spans as OTLP's JSON, in which 64-bit numbers are text. */
final class OtlpSpans {
    private static final int INTERNAL = 1;
    private static final int SERVER = 2;
    private static final int ERROR = 2;

    private OtlpSpans() {}

    static String body(List<Span> spans) {
        ObjectNode body = JsonNodeFactory.instance.objectNode();
        ObjectNode resource = body.putArray("resourceSpans").addObject();
        text(resource.putObject("resource").putArray("attributes"), "service.name", "freehold");
        ObjectNode scope = resource.putArray("scopeSpans").addObject();
        scope.putObject("scope").put("name", "dev.freehold");
        ArrayNode list = scope.putArray("spans");
        spans.forEach(span -> write(list.addObject(), span));
        return body.toString();
    }

    private static void write(ObjectNode object, Span span) {
        object.put("traceId", span.trace()).put("spanId", span.id());
        span.parent().ifPresent(parent -> object.put("parentSpanId", parent));
        object.put("name", span.name())
                .put("kind", span.isServer() ? SERVER : INTERNAL)
                .put("startTimeUnixNano", nanos(span.from()))
                .put("endTimeUnixNano", nanos(span.to()));
        ArrayNode attributes = object.putArray("attributes");
        span.facts().forEach((fact, value) -> {
            if (value instanceof Long number) {
                attributes.addObject().put("key", fact.key()).putObject("value").put("intValue", number.toString());
            } else {
                text(attributes, fact.key(), value.toString());
            }
        });
        if (span.isFailure()) {
            object.putObject("status").put("code", ERROR);
        }
    }

    private static void text(ArrayNode attributes, String key, String value) {
        attributes.addObject().put("key", key).putObject("value").put("stringValue", value);
    }

    private static String nanos(Instant at) {
        return Long.toString(Math.addExact(Math.multiplyExact(at.getEpochSecond(), 1_000_000_000L), at.getNano()));
    }
}
