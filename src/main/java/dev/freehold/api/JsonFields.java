package dev.freehold.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeType;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;

/**
 * Reads a JSON object field by field. Nothing is coerced: a field of the wrong type or out of range is a fault that names the
 * field, says what was expected and what came instead. A field that is absent and one that is {@code null} are the same.
 */
public final class JsonFields {
    private final JsonNode object;
    private final String path;

    private JsonFields(JsonNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /**
     * Parses a request body.
     *
     * @throws Fault {@code INVALID_REQUEST} when it is not a JSON object
     */
    public static JsonFields parse(byte[] body) {
        JsonNode root = StrictJson.parse(body);
        if (!root.isObject()) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "The request body must be a JSON object, and this is %s.".formatted(kind(root)));
        }
        return new JsonFields(root, "");
    }

    /** The name of a field as error messages show it, for example {@code messages[0].content}. */
    public String pathOf(String name) {
        return path + name;
    }

    public Optional<JsonNode> value(String name) {
        JsonNode value = object.get(name);
        return value == null || value.isNull() ? Optional.empty() : Optional.of(value);
    }

    public String requiredText(String name) {
        return text(name).orElseThrow(() -> missing(name));
    }

    public Optional<String> text(String name) {
        return value(name)
                .map(value -> expect(value, value.isTextual(), name, "a string").textValue());
    }

    public boolean flag(String name) {
        return value(name)
                .map(value ->
                        expect(value, value.isBoolean(), name, "true or false").booleanValue())
                .orElse(false);
    }

    public OptionalInt integer(String name, int min, int max) {
        OptionalLong value = wholeNumber(name, min, max);
        return value.isPresent() ? OptionalInt.of((int) value.getAsLong()) : OptionalInt.empty();
    }

    public OptionalLong wholeNumber(String name, long min, long max) {
        Optional<JsonNode> found = value(name);
        if (found.isEmpty()) {
            return OptionalLong.empty();
        }
        String expected = "a whole number from %d to %d".formatted(min, max);
        JsonNode value = expect(found.get(), found.get().isIntegralNumber(), name, expected);
        if (!value.canConvertToLong() || value.longValue() < min || value.longValue() > max) {
            throw Fault.invalid(pathOf(name), "'%s' must be %s.".formatted(pathOf(name), expected));
        }
        return OptionalLong.of(value.longValue());
    }

    /** A number from {@code min} to {@code max}, both included. */
    public OptionalDouble number(String name, double min, double max) {
        Optional<JsonNode> found = value(name);
        if (found.isEmpty()) {
            return OptionalDouble.empty();
        }
        String expected = String.format(Locale.ROOT, "a number from %s to %s", plain(min), plain(max));
        double value =
                expect(found.get(), found.get().isNumber(), name, expected).doubleValue();
        if (!(value >= min && value <= max)) {
            throw Fault.invalid(pathOf(name), "'%s' must be %s.".formatted(pathOf(name), expected));
        }
        return OptionalDouble.of(value);
    }

    public Optional<JsonFields> object(String name) {
        return value(name)
                .map(value -> new JsonFields(expect(value, value.isObject(), name, "an object"), pathOf(name) + "."));
    }

    /** The objects of an array; absent means an empty list. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> fields = new ArrayList<>();
        for (JsonNode element : array(name)) {
            String at = "%s[%d]".formatted(name, fields.size());
            fields.add(new JsonFields(expect(element, element.isObject(), at, "an object"), pathOf(at) + "."));
        }
        return fields;
    }

    /** The strings of an array; absent means an empty list. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        for (JsonNode element : array(name)) {
            String at = "%s[%d]".formatted(name, texts.size());
            texts.add(expect(element, element.isTextual(), at, "a string").textValue());
        }
        return texts;
    }

    /** The elements of an array; absent means an empty list. */
    public List<JsonNode> array(String name) {
        List<JsonNode> elements = new ArrayList<>();
        value(name)
                .ifPresent(value ->
                        expect(value, value.isArray(), name, "an array").forEach(elements::add));
        return elements;
    }

    /** Refuses fields that are none of these: a misspelt one must not be taken for an absent one. */
    public JsonFields only(String... names) {
        List<String> known = List.of(names);
        object.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw Fault.invalid(
                        pathOf(name), "There is no such field; there are %s.".formatted(String.join(", ", known)));
            }
        });
        return this;
    }

    /** Refuses fields that this endpoint knows but cannot honour; a value that asks for nothing passes. */
    public void refuse(String... names) {
        for (String name : names) {
            if (value(name).filter(JsonFields::asksForSomething).isPresent()) {
                throw Fault.invalid(
                        pathOf(name), "'%s' is not supported by this model server.".formatted(pathOf(name)));
            }
        }
    }

    public Fault missing(String name) {
        return Fault.invalid(pathOf(name), "'%s' is required.".formatted(pathOf(name)));
    }

    public Fault wrong(String name, String expected, JsonNode actual) {
        return Fault.invalid(
                pathOf(name), "'%s' must be %s, and this is %s.".formatted(pathOf(name), expected, kind(actual)));
    }

    private JsonNode expect(JsonNode value, boolean holds, String name, String expected) {
        if (!holds) {
            throw wrong(name, expected, value);
        }
        return value;
    }

    private static boolean asksForSomething(JsonNode value) {
        return switch (value.getNodeType()) {
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.doubleValue() != 0;
            case ARRAY, OBJECT -> !value.isEmpty();
            case STRING, BINARY, MISSING, NULL, POJO -> true;
        };
    }

    private static String kind(JsonNode value) {
        JsonNodeType type = value.getNodeType();
        return switch (type) {
            case ARRAY -> "an array";
            case OBJECT -> "an object";
            case MISSING -> "nothing";
            case BINARY, BOOLEAN, NULL, NUMBER, POJO, STRING -> type.name().toLowerCase(Locale.ROOT);
        };
    }

    private static String plain(double number) {
        return number == Math.rint(number) ? Long.toString((long) number) : Double.toString(number);
    }
}
