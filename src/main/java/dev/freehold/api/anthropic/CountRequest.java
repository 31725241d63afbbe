package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.gateway.GenerationRequest.Input;
import java.util.OptionalInt;

/** The body of {@code POST /v1/messages/count_tokens}. */
record CountRequest(String model, Input input) {

    static CountRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        PromptFields.check(fields);
        Thinking.read(fields, OptionalInt.empty());
        var _ = OutputConfig.read(fields);
        return new CountRequest(fields.requiredText("model"), new Input.Chat(Turns.conversation(fields)));
    }
}
