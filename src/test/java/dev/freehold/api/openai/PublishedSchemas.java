package dev.freehold.api.openai;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** What OpenAI's own OpenAPI document says of answers. */
final class PublishedSchemas {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SCHEMAS = "/components/schemas/";
    private static final JsonNode DOCUMENT = read();
    private static final Map<String, JsonSchema> COMPILED = new ConcurrentHashMap<>();
    private static final Map<String, String> EVENTS = events();

    private PublishedSchemas() {}

    static void check(String schema, JsonNode answer) {
        assertEquals(List.of(), complaints(schema, answer, List.of()), () -> schema + ": " + answer);
    }

    /** An event of a response's stream, by its own type. */
    static void checkEvent(JsonNode event, String... exceptions) {
        String schema = EVENTS.get(event.path("type").asText());
        assertEquals(
                List.of(),
                schema == null ? List.of("no such event") : complaints(schema, event, List.of(exceptions)),
                () -> "event " + event);
    }

    /** What is wrong, but for these, each the path of a value. */
    static List<String> complaints(String schema, JsonNode answer, List<String> exceptions) {
        return COMPILED.computeIfAbsent(schema, PublishedSchemas::compile).validate(answer).stream()
                .filter(wrong ->
                        !exceptions.contains(wrong.getInstanceLocation().toString()))
                .map(Object::toString)
                .toList();
    }

    private static JsonSchema compile(String name) {
        ObjectNode root = JSON.createObjectNode().put("$ref", "#" + SCHEMAS + name);
        root.set("components", DOCUMENT.get("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static Map<String, String> events() {
        Map<String, String> events = new HashMap<>();
        for (JsonNode option : DOCUMENT.at(SCHEMAS + "ResponseStreamEvent/anyOf")) {
            String name = option.get("$ref").textValue().substring(("#" + SCHEMAS).length());
            DOCUMENT.at(SCHEMAS + name + "/properties/type/enum").forEach(type -> events.put(type.textValue(), name));
        }
        return events;
    }

    private static JsonNode read() {
        try (InputStream file = PublishedSchemas.class.getResourceAsStream("openai-answers.json")) {
            return nullable(JSON.readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The document still says {@code nullable} here and there, which its own version of OpenAPI does not know. */
    private static JsonNode nullable(JsonNode node) {
        if (node instanceof ArrayNode array) {
            ArrayNode all = JSON.createArrayNode();
            array.forEach(element -> all.add(nullable(element)));
            return all;
        }
        if (!(node instanceof ObjectNode object)) {
            return node;
        }
        ObjectNode all = JSON.createObjectNode();
        List<Map.Entry<String, JsonNode>> members = new ArrayList<>(object.properties());
        members.forEach(member -> all.set(member.getKey(), nullable(member.getValue())));
        if (!object.path("nullable").asBoolean()) {
            return all;
        }
        all.remove("nullable");
        ObjectNode either = JSON.createObjectNode();
        either.putArray("anyOf").add(all).addObject().put("type", "null");
        return either;
    }
}
