package dev.freehold.inference.tool;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.Optional;
import java.util.Set;

/** A call that was written as one JSON object, with its members in any order and its arguments as an object or as its text. */
record WholeCall(String name, String arguments) {
    private static final ObjectMapper JSON = new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    /** The call, unless the text is none of these functions'. */
    static Optional<WholeCall> of(String text, Set<String> functions) {
        return parse(text).flatMap(object -> {
            String name = object.path("name").asText();
            JsonNode arguments = object.has("arguments") ? object.path("arguments") : object.path("parameters");
            return functions.contains(name)
                    ? arguments(arguments).map(found -> new WholeCall(name, found))
                    : Optional.empty();
        });
    }

    private static Optional<String> arguments(JsonNode written) {
        if (written.isTextual()) {
            return parse(written.textValue()).map(ignored -> written.textValue());
        }
        if (written.isMissingNode() || written.isNull()) {
            return Optional.of("{}");
        }
        return written.isObject() ? Optional.of(written.toString()) : Optional.empty();
    }

    private static Optional<JsonNode> parse(String text) {
        try {
            return Optional.of(JSON.readTree(text)).filter(JsonNode::isObject);
        } catch (JsonProcessingException noJson) {
            return Optional.empty();
        }
    }
}
