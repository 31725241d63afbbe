package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import java.util.stream.Stream;

/** The fields of both bodies, which make up the prompt; as with Anthropic, a field that nobody knows is refused. */
final class PromptFields {
    private static final String[] KNOWN = {
        "cache_control", "messages", "model", "output_config", "system", "thinking", "tool_choice", "tools"
    };
    private static final String[] NOT_HERE = {
        "container", "context_management", "inference_geo", "mcp_servers", "output_format", "speed"
    };

    private PromptFields() {}

    /** Refuses what is neither one of these nor {@code further}, and what cannot be honoured. */
    static void check(JsonFields fields, String... further) {
        fields.refuse(NOT_HERE);
        fields.only(Stream.of(KNOWN, NOT_HERE, further).flatMap(Stream::of).toArray(String[]::new));
        CacheControl.check(fields);
    }
}
