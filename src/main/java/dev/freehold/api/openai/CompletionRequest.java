package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import java.util.List;
import java.util.OptionalInt;

/** The body of {@code POST /v1/completions}. */
record CompletionRequest(GenerationRequest generation, StreamOptions stream) {
    private static final int DEFAULT_MAX_TOKENS = 16;

    static CompletionRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        fields.refuse("suffix", "echo", "logprobs", "logit_bias", "frequency_penalty", "presence_penalty");
        if (fields.integer("best_of", 1, 20).orElse(1) != 1) {
            throw Fault.invalid("best_of", "'best_of' must be 1: one answer a request is supported.");
        }
        String model = fields.requiredText("model");
        OptionalInt maxTokens = OptionalInt.of(
                fields.integer("max_tokens", 1, Integer.MAX_VALUE).orElse(DEFAULT_MAX_TOKENS));
        return new CompletionRequest(
                SamplingFields.request(fields, model, prompt(fields), maxTokens), StreamOptions.read(fields));
    }

    private static Input prompt(JsonFields fields) {
        JsonNode prompt = fields.value("prompt").orElseThrow(() -> fields.missing("prompt"));
        if (prompt.isTextual()) {
            return new Input.Text(prompt.textValue());
        }
        List<JsonNode> elements = fields.array("prompt");
        if (!elements.isEmpty() && TokenArrays.isTokens(prompt)) {
            return new Input.Tokens(TokenArrays.read(prompt, "prompt"));
        }
        if (elements.size() == 1 && elements.getFirst().isTextual()) {
            return new Input.Text(elements.getFirst().textValue());
        }
        throw Fault.invalid("prompt", "'prompt' must be one string or one array of token ids.");
    }
}
