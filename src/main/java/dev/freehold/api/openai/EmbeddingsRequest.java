package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.EmbeddingRequest;
import dev.freehold.gateway.EmbeddingRequest.Input;
import java.util.ArrayList;
import java.util.List;

/** The body of {@code POST /v1/embeddings}. */
record EmbeddingsRequest(EmbeddingRequest embedding, Encoding encoding) {
    private static final int MAX_INPUTS = 2048;
    private static final String EXPECTED_INPUT =
            "a string, an array of strings, an array of token ids, or an array of such arrays";

    /** How the vectors are written. */
    enum Encoding {
        FLOAT,
        /** Little-endian 32-bit floats, in base64. */
        BASE64
    }

    static EmbeddingsRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body).only("model", "input", "dimensions", "encoding_format", "user");
        new RequestLabels(fields).checkIdentifiers();
        String model = fields.requiredText("model");
        List<Input> inputs = inputs(fields);
        return new EmbeddingsRequest(
                new EmbeddingRequest(model, inputs, fields.integer("dimensions", 1, Integer.MAX_VALUE)),
                encoding(fields));
    }

    private static Encoding encoding(JsonFields fields) {
        return switch (fields.text("encoding_format").orElse("float")) {
            case "float" -> Encoding.FLOAT;
            case "base64" -> Encoding.BASE64;
            default -> throw Fault.invalid("encoding_format", "'encoding_format' must be 'float' or 'base64'.");
        };
    }

    private static List<Input> inputs(JsonFields fields) {
        JsonNode value = fields.value("input").orElseThrow(() -> fields.missing("input"));
        if (value.isTextual() || TokenArrays.isTokens(value)) {
            return List.of(input(fields, value, "input"));
        }
        if (!value.isArray()) {
            throw fields.wrong("input", EXPECTED_INPUT, value);
        }
        if (value.isEmpty() || value.size() > MAX_INPUTS) {
            throw Fault.invalid("input", "'input' must have 1 to %d elements.".formatted(MAX_INPUTS));
        }
        List<Input> inputs = new ArrayList<>(value.size());
        for (JsonNode element : value) {
            inputs.add(input(fields, element, "input[%d]".formatted(inputs.size())));
        }
        return inputs;
    }

    private static Input input(JsonFields fields, JsonNode value, String path) {
        if (TokenArrays.isTokens(value)) {
            return new Input.Tokens(TokenArrays.read(value, path));
        }
        if (!value.isTextual()) {
            throw fields.wrong(path, "a string or an array of token ids", value);
        }
        if (value.textValue().isEmpty()) {
            throw Fault.invalid(path, "'%s' must not be empty.".formatted(path));
        }
        return new Input.Text(value.textValue());
    }
}
