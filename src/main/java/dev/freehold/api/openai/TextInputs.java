package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.ArrayList;
import java.util.List;

/** The field {@code input} where it is a text or several. */
final class TextInputs {
    private static final int MAX_INPUTS = 1000;

    private TextInputs() {}

    static List<String> read(JsonFields fields) {
        JsonNode value = fields.value("input").orElseThrow(() -> fields.missing("input"));
        if (value.isTextual()) {
            return List.of(filled(value.textValue(), "input"));
        }
        if (!value.isArray()) {
            throw fields.wrong("input", "a string or an array of strings", value);
        }
        if (value.isEmpty() || value.size() > MAX_INPUTS) {
            throw Fault.invalid("input", "'input' must have 1 to %d elements.".formatted(MAX_INPUTS));
        }
        List<String> inputs = new ArrayList<>(value.size());
        for (String text : fields.texts("input")) {
            inputs.add(filled(text, "input[%d]".formatted(inputs.size())));
        }
        return inputs;
    }

    static String filled(String text, String path) {
        if (text.isEmpty()) {
            throw Fault.invalid(path, "'%s' must not be empty.".formatted(path));
        }
        return text;
    }
}
