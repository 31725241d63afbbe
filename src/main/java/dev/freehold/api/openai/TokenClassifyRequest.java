package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.EntityRecognition.Aggregation;
import dev.freehold.gateway.TextClassification.Wish;

/** The body of {@code POST /v1/token_classify}. */
record TokenClassifyRequest(Wish wish, Aggregation aggregation) {

    static TokenClassifyRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body).only("model", "input", "aggregation", "user");
        return new TokenClassifyRequest(
                new Wish(fields.requiredText("model"), TextInputs.read(fields)), aggregation(fields));
    }

    private static Aggregation aggregation(JsonFields fields) {
        return switch (fields.text("aggregation").orElse("simple")) {
            case "simple" -> Aggregation.SIMPLE;
            case "none" -> Aggregation.NONE;
            default -> throw Fault.invalid("aggregation", "'aggregation' must be 'simple' or 'none'.");
        };
    }
}
