package dev.freehold.api.openai;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GenerationRequest.Input;
import dev.freehold.gateway.Tokenization.Wish;
import dev.freehold.inference.Conversation;

/** The body of {@code POST /v1/tokenize}, which is vLLM's: a text, or a conversation that is to be answered. */
record TokenizeRequest(Wish wish) {

    static TokenizeRequest read(byte[] body) {
        JsonFields fields = JsonFields.parse(body);
        fields.refuse(
                "chat_template", "chat_template_kwargs", "continue_final_message", "mm_processor_kwargs", "tools");
        boolean isChat = fields.value("messages").isPresent();
        if (isChat == fields.value("prompt").isPresent()) {
            throw Fault.invalid("prompt", "Either 'prompt' or 'messages' is required, and not both.");
        }
        return new TokenizeRequest(isChat ? chat(fields) : text(fields));
    }

    private static Wish text(JsonFields fields) {
        return new Wish(
                fields.requiredText("model"),
                new Input.Text(fields.requiredText("prompt")),
                !flag(fields, "add_special_tokens", true),
                fields.flag("return_token_strs"));
    }

    /** The template has all special tokens in it. */
    private static Wish chat(JsonFields fields) {
        require(fields, "add_special_tokens", false);
        require(fields, "add_generation_prompt", true);
        return new Wish(
                fields.requiredText("model"),
                new Input.Chat(new Conversation(ChatMessages.read(fields))),
                false,
                fields.flag("return_token_strs"));
    }

    private static void require(JsonFields fields, String name, boolean expected) {
        if (flag(fields, name, expected) != expected) {
            throw Fault.invalid(name, "'%s' must be %s for 'messages'.".formatted(name, expected));
        }
    }

    private static boolean flag(JsonFields fields, String name, boolean otherwise) {
        return fields.value(name).isPresent() ? fields.flag(name) : otherwise;
    }
}
