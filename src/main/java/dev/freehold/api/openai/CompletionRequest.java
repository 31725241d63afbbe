package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest;
import dev.freehold.gateway.GenerationRequest.Input;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/** The body of {@code POST /v1/completions}. */
record CompletionRequest(GenerationRequest generation, StreamOptions stream) {
    private static final int DEFAULT_MAX_TOKENS = 16;
    private static final int MAX_LOGPROBS = 5;

    static CompletionRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        GenerationFields common = new GenerationFields(fields).only("prompt", "suffix", "echo", "best_of");
        new RequestLabels(fields).checkIdentifiers();
        String model = fields.requiredText("model");
        OptionalInt maxTokens = OptionalInt.of(
                fields.integer("max_tokens", 1, Integer.MAX_VALUE).orElse(DEFAULT_MAX_TOKENS));
        GenerationRequest generation = common.request(
                model, prompts(fields), fields.flag("echo"), maxTokens, fields.integer("logprobs", 0, MAX_LOGPROBS));
        refuseWhatIsNotThere(fields, generation);
        return new CompletionRequest(generation, StreamOptions.read(fields));
    }

    private static void refuseWhatIsNotThere(JsonFields fields, GenerationRequest generation) {
        if (!fields.text("suffix").orElse("").isEmpty()) {
            throw Fault.invalid(
                    "suffix", "'suffix' is not supported: the models continue a text and cannot fill a gap in it.");
        }
        OptionalInt bestOf = fields.integer("best_of", 1, 128);
        if (bestOf.isPresent() && bestOf.getAsInt() != generation.choices()) {
            throw Fault.invalid(
                    "best_of",
                    "'best_of' must be equal to 'n' or left out: all texts that are generated are given out.");
        }
        if (generation.echo() && generation.topLogprobs().isPresent()) {
            throw Fault.invalid(
                    "echo",
                    "'echo' together with 'logprobs' is not supported: a prompt's tokens have no logprobs here.");
        }
    }

    private static List<Input> prompts(JsonFields fields) {
        JsonNode prompt = fields.value("prompt").orElseThrow(() -> fields.missing("prompt"));
        if (prompt.isTextual()) {
            return List.of(new Input.Text(prompt.textValue()));
        }
        if (!prompt.isArray() || prompt.isEmpty()) {
            throw Fault.invalid(
                    "prompt", "'prompt' must be a string, an array of strings, or one or more arrays of token ids.");
        }
        if (TokenArrays.isTokens(prompt)) {
            return List.of(new Input.Tokens(TokenArrays.read(prompt, "prompt")));
        }
        List<Input> inputs = new ArrayList<>();
        for (JsonNode element : prompt) {
            inputs.add(prompt(element, "prompt[%d]".formatted(inputs.size())));
        }
        return inputs;
    }

    private static Input prompt(JsonNode element, String path) {
        if (element.isTextual()) {
            return new Input.Text(element.textValue());
        }
        if (TokenArrays.isTokens(element)) {
            return new Input.Tokens(TokenArrays.read(element, path));
        }
        throw Fault.invalid(path, "'%s' must be a string or an array of token ids.".formatted(path));
    }
}
