package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.util.regex.Pattern;

/** What functions and forms may be called. */
final class Names {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-]{1,64}");

    private Names() {}

    /** The field {@code name}. */
    static String read(JsonFields fields) {
        String name = fields.requiredText("name");
        if (!NAME.matcher(name).matches()) {
            throw Fault.invalid(
                    fields.pathOf("name"),
                    "'%s' must be 1 to 64 letters, digits, '_' and '-'.".formatted(fields.pathOf("name")));
        }
        return name;
    }
}
