package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.List;

/** Fields by which a request says something about itself: checked, and without effect on the answer. */
record RequestLabels(JsonFields fields) {
    private static final int MAX_CHARACTERS = 512;

    void check() {
        checkIdentifiers();
        var _ = ResponseMetadata.read(fields);
        only("verbosity", "medium");
        only("prompt_cache_retention", "in_memory");
        for (String modality : fields.texts("modalities")) {
            if (!modality.equals("text")) {
                throw Fault.invalid("modalities", "'modalities' must be [\"text\"]: the models write text only.");
            }
        }
    }

    /** Those that say for whom, and what alike requests have in common. */
    void checkIdentifiers() {
        for (String name : List.of("user", "safety_identifier", "prompt_cache_key")) {
            if (fields.text(name).orElse("").length() > MAX_CHARACTERS) {
                throw Fault.invalid(
                        name, "'%s' must not have more than %d characters.".formatted(name, MAX_CHARACTERS));
            }
        }
    }

    private void only(String name, String value) {
        if (!fields.text(name).orElse(value).equals(value)) {
            throw Fault.invalid(name, "'%s' must be '%s'; there is no other here.".formatted(name, value));
        }
    }
}
