package dev.freehold.inference.grammar;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SchemaValidatorsConfig;
import com.networknt.schema.SpecVersion;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Whatever is written under a grammar is valid by a validator that knows nothing of grammars. */
class RandomSchemasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SCHEMAS = 120;
    private static final int TEXTS = 4;
    private static final List<String> FORMATS =
            List.of("date", "time", "date-time", "uuid", "email", "ipv4", "ipv6", "hostname");
    private static final List<String> PATTERNS =
            List.of("^[a-z]{2,5}$", "\\d", "^(yes|no)$", "^[^aeiou]*$", "^\\p{Lu}.?$");

    private final SplittableRandom random = new SplittableRandom(20261122);
    private final Words words = new Words(5);

    @Test
    void whatIsWrittenAlwaysValidates() throws Exception {
        int written = 0;
        int refused = 0;
        for (int i = 0; i < SCHEMAS; i++) {
            JsonNode schema = schema(3);
            Grammar grammar;
            try {
                grammar = Grammar.schema(schema, "schema");
            } catch (Fault unsupported) {
                refused++;
                continue;
            }
            JsonSchema judge = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                    .getSchema(
                            schema,
                            SchemaValidatorsConfig.builder()
                                    .formatAssertionsEnabled(true)
                                    .build());
            for (int text = 0; text < TEXTS; text++) {
                Optional<String> answer = words.write(grammar, random, 400);
                if (answer.isPresent()) {
                    JsonNode value = JSON.readTree(answer.get());
                    assertEquals(Set.of(), judge.validate(value), () -> schema + "\n" + value);
                    written++;
                }
            }
        }
        int texts = written;
        assertTrue(written > SCHEMAS * TEXTS / 2, () -> "only " + texts + " came to their end");
        assertTrue(refused < SCHEMAS / 5, "most schemas are supported");
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = JSON.createObjectNode();
        switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> string(schema);
            case 1, 2 -> number(schema);
            case 3 -> schema.put("type", random.nextBoolean() ? "boolean" : "null");
            case 4 -> schema.putArray("enum").add("a\"b").add(1.5).add("é").addNull();
            case 5 -> alternatives(schema, depth);
            case 6 -> array(schema, depth);
            default -> object(schema, depth);
        }
        return schema;
    }

    private void string(ObjectNode schema) {
        schema.put("type", "string");
        switch (random.nextInt(3)) {
            case 0 -> schema.put("format", FORMATS.get(random.nextInt(FORMATS.size())));
            case 1 -> schema.put("pattern", PATTERNS.get(random.nextInt(PATTERNS.size())));
            default -> {
                int min = random.nextInt(4);
                schema.put("minLength", min).put("maxLength", min + random.nextInt(12));
            }
        }
    }

    private void number(ObjectNode schema) {
        schema.put("type", random.nextBoolean() ? "integer" : "number");
        double low = random.nextInt(-2000, 2000) / 8.0;
        if (random.nextBoolean()) {
            schema.put(random.nextBoolean() ? "minimum" : "exclusiveMinimum", low);
        }
        if (random.nextBoolean()) {
            schema.put(random.nextBoolean() ? "maximum" : "exclusiveMaximum", low + random.nextInt(1, 900));
        }
        if (random.nextInt(4) == 0) {
            schema.put("multipleOf", random.nextBoolean() ? 3 : 0.25);
        }
    }

    private void alternatives(ObjectNode schema, int depth) {
        ArrayNode options = schema.putArray(random.nextBoolean() ? "anyOf" : random.nextBoolean() ? "oneOf" : "allOf");
        for (int i = 0; i < 2; i++) {
            options.add(schema(depth - 1));
        }
    }

    private void array(ObjectNode schema, int depth) {
        schema.put("type", "array").set("items", schema(depth - 1));
        int min = random.nextInt(3);
        schema.put("minItems", min).put("maxItems", min + random.nextInt(3));
        if (random.nextBoolean()) {
            schema.putArray("prefixItems").add(schema(depth - 1));
        }
    }

    private void object(ObjectNode schema, int depth) {
        ObjectNode properties = schema.put("type", "object").putObject("properties");
        ArrayNode required = schema.putArray("required");
        for (int i = 0; i < 1 + random.nextInt(4); i++) {
            String name = List.of("a", "bé", "c d", "\"").get(i);
            properties.set(name, schema(depth - 1));
            if (random.nextBoolean()) {
                required.add(name);
            }
        }
        switch (random.nextInt(4)) {
            case 0 -> schema.set("additionalProperties", schema(depth - 1));
            case 1 -> schema.putObject("patternProperties").set("^x", schema(depth - 1));
            default -> schema.put("additionalProperties", false);
        }
        if (random.nextInt(4) == 0) {
            schema.put("maxProperties", required.size() + 1);
        }
    }
}
