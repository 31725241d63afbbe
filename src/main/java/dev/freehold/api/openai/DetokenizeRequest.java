package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.List;

/** The body of {@code POST /v1/detokenize}, which is vLLM's. */
record DetokenizeRequest(String model, List<Integer> tokens) {
    private static final int MAX_TOKENS = 262_144;

    static DetokenizeRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        JsonNode tokens = fields.value("tokens").orElseThrow(() -> fields.missing("tokens"));
        if (!tokens.isArray() || tokens.size() > MAX_TOKENS) {
            throw Fault.invalid("tokens", "'tokens' must be an array of at most %d token ids.".formatted(MAX_TOKENS));
        }
        return new DetokenizeRequest(fields.requiredText("model"), TokenArrays.read(tokens, "tokens"));
    }
}
