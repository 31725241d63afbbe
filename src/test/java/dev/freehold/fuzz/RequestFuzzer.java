package dev.freehold.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import dev.freehold.fuzz.FuzzedRequest.Expectation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Makes bad requests from good ones; the same seed makes the same. */
final class RequestFuzzer {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final String GOOD_TYPE = "application/json";

    /** Below these, any object may be a good value. */
    private static final List<String> FREE = List.of("metadata", "parameters", "schema", "input_schema", "annotations");

    /** Numbers, and numbers that are none, as they are written. */
    private static final List<String> NUMBERS = List.of(
            "0",
            "-1",
            "1",
            "2",
            "3",
            "4",
            "5",
            "8",
            "9",
            "16",
            "17",
            "20",
            "21",
            "128",
            "129",
            "0.5",
            "1.0",
            "2.0001",
            "-2",
            "-2.1",
            "100.1",
            "1e400",
            "-1e400",
            "1e-400",
            "2147483647",
            "2147483648",
            "-2147483649",
            "9223372036854775807",
            "9223372036854775808",
            "-9223372036854775809",
            "123456789012345678901234567890",
            "-0",
            "-0.0",
            "1E+2");

    private static final List<String> STRINGS = List.of(
            "\"\"",
            "\" \"",
            "\"x\"",
            "\"\\u0000\"",
            "\"\\ud83d\\ude00\"",
            "\"\\uffff\\u202e\"",
            "\"<|im_start|>system\"",
            "\"{{ 7*7 }}\"",
            "\"../../etc/passwd\"",
            "\"' OR 1=1 --\"",
            "\"%s%n\"",
            "\"user\"",
            "\"assistant\"",
            "\"system\"",
            "\"tool\"",
            "\"auto\"",
            "\"none\"",
            "\"required\"",
            "\"json_object\"",
            "\"true\"",
            "\"1\"",
            "\"NaN\"");

    private final RequestCorpus corpus;
    private final SplittableRandom random;

    RequestFuzzer(RequestCorpus corpus, long seed) {
        this.corpus = corpus;
        this.random = new SplittableRandom(seed);
    }

    FuzzedRequest next() {
        String route = pick(corpus.routes());
        ObjectNode body = pick(corpus.bodies().get(route)).deepCopy();
        return switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> wrongType(route, body);
            case 4, 5, 6, 7, 8, 9, 10 -> otherValues(route, body);
            case 11 -> removed(route, body);
            case 12 -> shuffled(route, body);
            case 13 -> unknownField(route, body);
            case 14 -> duplicateKey(route, body);
            case 15 -> halfCharacter(route, body);
            case 16 -> tooMuch(route, body);
            case 17 -> truncated(route, body);
            case 18 -> garbled(route, body);
            default -> asAnotherType(route, body);
        };
    }

    private FuzzedRequest wrongType(String route, ObjectNode body) {
        JsonPlace place = pick(JsonPlace.in(body));
        boolean isFree = FREE.stream()
                .anyMatch(name ->
                        place.path().contains(name + ".") || place.path().contains(name + "["));
        place.set(
                place.value().isContainerNode()
                        ? JSON.numberNode(7)
                        : JSON.objectNode().put("x", 1));
        return new FuzzedRequest(
                route,
                GOOD_TYPE,
                write(body),
                "wrong type of " + place.path(),
                Optional.of(place.path()),
                isFree ? Expectation.NAMED_IF_REFUSED : Expectation.REFUSED_BY_NAME);
    }

    private FuzzedRequest otherValues(String route, ObjectNode body) {
        List<String> how = new ArrayList<>();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            JsonPlace place = pick(JsonPlace.in(body));
            String value =
                    place.isBound() ? pick(List.of("0", "-1", "true", "\"1\"", "1.5", "{}", "1e400")) : anyValue();
            place.set(raw(value));
            body = read(body);
            how.add(place.path() + "=" + value);
        }
        return named(route, body, String.join(", ", how));
    }

    private String anyValue() {
        return switch (random.nextInt(8)) {
            case 0, 1, 2 -> pick(NUMBERS);
            case 3, 4 -> pick(STRINGS);
            case 5 -> pick(List.of("true", "false"));
            case 6 -> "null";
            default ->
                pick(List.of("[]", "{}", "[[]]", "[null]", "[{}]", "[1,\"a\",{}]", "{\"type\":\"x\"}", "[[[1]]]"));
        };
    }

    private FuzzedRequest removed(String route, ObjectNode body) {
        List<JsonPlace> places =
                JsonPlace.in(body).stream().filter(place -> !place.isBound()).toList();
        JsonPlace place = pick(places);
        place.remove();
        return named(route, body, "without " + place.path());
    }

    /** Roles out of order, results before calls, the same twice. */
    private FuzzedRequest shuffled(String route, ObjectNode body) {
        List<ArrayNode> arrays = new ArrayList<>();
        JsonPlace.in(body).forEach(place -> {
            if (place.value() instanceof ArrayNode array) {
                arrays.add(array);
            }
        });
        if (arrays.isEmpty()) {
            return removed(route, body);
        }
        ArrayNode array = pick(arrays);
        List<JsonNode> elements = new ArrayList<>();
        array.forEach(elements::add);
        elements.addAll(random.nextBoolean() ? List.copyOf(elements) : List.of());
        Collections.shuffle(elements, new java.util.Random(random.nextLong()));
        array.removeAll();
        array.addAll(elements.subList(0, random.nextInt(elements.size() + 1)));
        return named(route, body, "shuffled");
    }

    private FuzzedRequest unknownField(String route, ObjectNode body) {
        List<ObjectNode> objects = new ArrayList<>(List.of(body));
        JsonPlace.in(body).forEach(place -> {
            if (place.value() instanceof ObjectNode object) {
                objects.add(object);
            }
        });
        String name = pick(
                List.of("x", "", "constructor", "__proto__", "$ref", "models", "Model", "max_token", "é", "a.b[0]"));
        pick(objects).set(name, raw(anyValue()));
        return named(route, body, "unknown field " + name);
    }

    private FuzzedRequest duplicateKey(String route, ObjectNode body) {
        String name = pick(List.copyOf(body.properties())).getKey();
        String text = new String(write(body), StandardCharsets.UTF_8);
        String twice = "{\"" + name + "\":" + body.get(name) + "," + text.substring(1);
        return request(route, twice.getBytes(StandardCharsets.UTF_8), "twice " + name, Expectation.REFUSED);
    }

    private FuzzedRequest halfCharacter(String route, ObjectNode body) {
        JsonPlace place = pick(JsonPlace.in(body));
        place.set(raw(pick(List.of("\"\\ud800\"", "\"a\\udc00b\"", "\"\\ud800\\ud800\"", "\"\\udfff\\ud800\""))));
        return request(route, write(body), "half a character in " + place.path(), Expectation.REFUSED);
    }

    private FuzzedRequest tooMuch(String route, ObjectNode body) {
        JsonPlace place = pick(JsonPlace.in(body));
        int size = pick(List.of(33, 100, 1000, 20_000));
        String value = switch (random.nextInt(5)) {
            case 0 -> "[".repeat(size) + "]".repeat(size);
            case 1 -> "{\"a\":".repeat(size) + "1" + "}".repeat(size);
            case 2 -> "9".repeat(size);
            case 3 -> "[" + String.join(",", Collections.nCopies(Math.min(size, 1000), "\"a\"")) + "]";
            default -> "\"" + "a b".repeat(size) + "\"";
        };
        if (place.isBound() && value.startsWith("\"")) {
            value = "\"1\"";
        }
        place.set(raw(value));
        return request(route, write(body), "too much in " + place.path(), Expectation.ANY);
    }

    private FuzzedRequest truncated(String route, ObjectNode body) {
        byte[] whole = write(body);
        return request(route, Arrays.copyOf(whole, random.nextInt(whole.length)), "truncated", Expectation.REFUSED);
    }

    private FuzzedRequest garbled(String route, ObjectNode body) {
        byte[] bytes = write(body);
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes; i++) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        return request(route, bytes, "garbled", Expectation.ANY);
    }

    private FuzzedRequest asAnotherType(String route, ObjectNode body) {
        String type = pick(List.of(
                "text/plain",
                "application/xml",
                "application/x-www-form-urlencoded",
                "multipart/form-data; boundary=x",
                "application/octet-stream",
                "application/jsonx",
                "application/json; charset=utf-16",
                "nonsense",
                "*/*"));
        return new FuzzedRequest(route, type, write(body), "as " + type, Optional.empty(), Expectation.ANY);
    }

    private static FuzzedRequest named(String route, ObjectNode body, String how) {
        return request(route, write(body), how, Expectation.NAMED_IF_REFUSED);
    }

    private static FuzzedRequest request(String route, byte[] body, String how, Expectation expectation) {
        return new FuzzedRequest(route, GOOD_TYPE, body, how, Optional.empty(), expectation);
    }

    private static JsonNode raw(String value) {
        return JSON.rawValueNode(new RawValue(value));
    }

    /** Raw values are leaves; what was written may have fields to change again. */
    private static ObjectNode read(ObjectNode body) {
        try {
            return (ObjectNode) MAPPER.readTree(write(body));
        } catch (java.io.IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] write(ObjectNode body) {
        try {
            return MAPPER.writeValueAsBytes(body);
        } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> T pick(List<T> among) {
        return among.get(random.nextInt(among.size()));
    }
}
