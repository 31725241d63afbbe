package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import dev.freehold.api.openai.ResponseItem.Part;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An event of a response's stream; each type has some of the fields. */
@JsonInclude(JsonInclude.Include.NON_NULL)
@JsonNaming(SnakeCaseStrategy.class)
record ResponseEvent(
        String type,
        int sequenceNumber,
        @Nullable ResponseObject response,
        @Nullable Integer outputIndex,
        @Nullable ResponseItem item,
        @Nullable String itemId,
        @Nullable Integer contentIndex,
        @Nullable Part part,
        @Nullable String delta,
        @Nullable String text,
        @Nullable String name,
        @Nullable String arguments,
        @Nullable List<ChatLogprobs.Entry> logprobs,
        @Nullable String obfuscation) {

    /** The whole response as it is now. */
    static ResponseEvent response(String type, int number, ResponseObject response) {
        Builder builder = new Builder(type, number);
        builder.response = response;
        return builder.build();
    }

    /** An item begins or is done. */
    static ResponseEvent item(String type, int number, int index, ResponseItem item) {
        Builder builder = new Builder(type, number);
        builder.outputIndex = index;
        builder.item = item;
        return builder.build();
    }

    /** An event that is being put together. */
    static final class Builder {
        private final String type;
        private final int number;
        private @Nullable ResponseObject response;
        private @Nullable Integer outputIndex;
        private @Nullable ResponseItem item;
        private @Nullable String itemId;
        private @Nullable Integer contentIndex;
        private @Nullable Part part;
        private @Nullable String delta;
        private @Nullable String text;
        private @Nullable String name;
        private @Nullable String arguments;
        private @Nullable List<ChatLogprobs.Entry> logprobs;
        private @Nullable String obfuscation;

        Builder(String type, int number) {
            this.type = type;
            this.number = number;
        }

        Builder at(int index, String id, @Nullable Integer content) {
            outputIndex = index;
            itemId = id;
            contentIndex = content;
            return this;
        }

        Builder delta(String more, boolean obfuscates) {
            delta = more;
            obfuscation = obfuscates ? Obfuscation.of(more) : null;
            return this;
        }

        Builder text(String whole) {
            text = whole;
            return this;
        }

        Builder part(Part value) {
            part = value;
            return this;
        }

        Builder logprobs(@Nullable List<ChatLogprobs.Entry> entries) {
            logprobs = entries;
            return this;
        }

        Builder arguments(String function, String whole) {
            name = function;
            arguments = whole;
            return this;
        }

        ResponseEvent build() {
            return new ResponseEvent(
                    type,
                    number,
                    response,
                    outputIndex,
                    item,
                    itemId,
                    contentIndex,
                    part,
                    delta,
                    text,
                    name,
                    arguments,
                    logprobs,
                    obfuscation);
        }
    }

    /** Says its type only: the text is private. */
    @Override
    public String toString() {
        return "ResponseEvent[" + type + "]";
    }
}
