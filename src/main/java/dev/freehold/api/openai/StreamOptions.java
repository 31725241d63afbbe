package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;

/** Whether and how to stream. */
record StreamOptions(boolean enabled, boolean includeUsage, boolean includeObfuscation) {

    static StreamOptions read(JsonFields fields) {
        boolean enabled = fields.flag("stream");
        if (fields.object("stream_options").isPresent() && !enabled) {
            throw Fault.invalid("stream_options", "'stream_options' is only allowed when 'stream' is true.");
        }
        return fields.object("stream_options")
                .map(options -> options.only("include_usage", "include_obfuscation"))
                .map(options ->
                        new StreamOptions(enabled, options.flag("include_usage"), options.flag("include_obfuscation")))
                .orElse(new StreamOptions(enabled, false, false));
    }
}
