package dev.freehold.api.openai;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The body of {@code POST /v1/moderations}: texts, or the parts of one input, which are read as one text. */
record ModerationsRequest(Optional<String> model, List<String> inputs) {

    static ModerationsRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        boolean isParts = fields.value("input")
                .filter(value -> value.path(0).isObject() && value.valueStream().allMatch(JsonNode::isObject))
                .isPresent();
        return new ModerationsRequest(
                fields.text("model"), isParts ? List.of(joined(fields.objects("input"))) : TextInputs.read(fields));
    }

    private static String joined(List<JsonFields> parts) {
        return parts.stream().map(ModerationsRequest::text).collect(Collectors.joining("\n"));
    }

    private static String text(JsonFields part) {
        String type = part.requiredText("type");
        if (!type.equals("text")) {
            throw Fault.invalid(part.pathOf("type"), "'%s' must be 'text'.".formatted(part.pathOf("type")));
        }
        return TextInputs.filled(part.requiredText("text"), part.pathOf("text"));
    }
}
