package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import java.nio.charset.StandardCharsets;

/** What a function was called with, when it comes back in a conversation. */
final class CallArguments {
    private CallArguments() {}

    static String check(String arguments, String path) {
        try {
            JsonFields.parse(arguments.getBytes(StandardCharsets.UTF_8));
        } catch (Fault noObject) {
            throw Fault.invalid(path, "'%s' must be the text of a JSON object.".formatted(path))
                    .causedBy(noObject);
        }
        return arguments;
    }
}
