package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.List;

/** Fields by which a request says something about itself: checked, and without effect on the answer. */
record RequestLabels(JsonFields fields) {
    private static final int MAX_CHARACTERS = 512;
    private static final int MAX_KEY_CHARACTERS = 64;
    private static final int MAX_PAIRS = 16;

    void check() {
        for (String name : List.of("user", "safety_identifier", "prompt_cache_key")) {
            if (fields.text(name).orElse("").length() > MAX_CHARACTERS) {
                throw Fault.invalid(
                        name, "'%s' must not have more than %d characters.".formatted(name, MAX_CHARACTERS));
            }
        }
        fields.object("metadata")
                .ifPresent(ignored -> checkMetadata(fields.value("metadata").orElseThrow()));
        only("verbosity", "medium");
        only("prompt_cache_retention", "in_memory");
        for (String modality : fields.texts("modalities")) {
            if (!modality.equals("text")) {
                throw Fault.invalid("modalities", "'modalities' must be [\"text\"]: the models write text only.");
            }
        }
    }

    private void only(String name, String value) {
        if (!fields.text(name).orElse(value).equals(value)) {
            throw Fault.invalid(name, "'%s' must be '%s'; there is no other here.".formatted(name, value));
        }
    }

    private static void checkMetadata(JsonNode metadata) {
        boolean holds = metadata.size() <= MAX_PAIRS
                && metadata.properties().stream()
                        .allMatch(pair -> pair.getKey().length() <= MAX_KEY_CHARACTERS
                                && pair.getValue().isTextual()
                                && pair.getValue().textValue().length() <= MAX_CHARACTERS);
        if (!holds) {
            throw Fault.invalid(
                    "metadata",
                    "'metadata' must have at most %d keys of at most %d characters, each with a string of at most %d."
                            .formatted(MAX_PAIRS, MAX_KEY_CHARACTERS, MAX_CHARACTERS));
        }
    }
}
