package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;

/** Whether and how to stream. */
record StreamOptions(boolean enabled, boolean includeUsage) {

    static StreamOptions read(JsonFields fields) {
        boolean enabled = fields.flag("stream");
        boolean includeUsage = fields.object("stream_options")
                .map(options -> {
                    if (!enabled) {
                        throw Fault.invalid(
                                "stream_options", "'stream_options' is only allowed when 'stream' is true.");
                    }
                    return options.flag("include_usage");
                })
                .orElse(false);
        return new StreamOptions(enabled, includeUsage);
    }
}
