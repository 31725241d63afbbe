package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.PropertyNamingStrategies.SnakeCaseStrategy;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** What a response is made from and of, as the protocol writes it: an item that was given out may be sent in again. */
sealed interface ResponseItem {
    String COMPLETED = "completed";
    String INCOMPLETE = "incomplete";
    String IN_PROGRESS = "in_progress";

    String id();

    @JsonProperty("type")
    String type();

    static String newId(String prefix) {
        return prefix + UUID.randomUUID().toString().replace("-", "");
    }

    /** One turn. */
    record Message(String id, String status, String role, List<Part> content) implements ResponseItem {
        static Message of(String role, List<Part> content) {
            return new Message(newId("msg_"), COMPLETED, role, content);
        }

        @Override
        public String type() {
            return "message";
        }

        String text() {
            return content.stream().map(Part::text).collect(Collectors.joining());
        }

        /** Says no word of it: the text is private. */
        @Override
        public String toString() {
            return "Message[" + id + "]";
        }
    }

    /** What the model thought before it answered. */
    record Reasoning(String id, String status, List<Part> summary, List<Part> content) implements ResponseItem {
        @Override
        public String type() {
            return "reasoning";
        }

        String text() {
            return content.stream().map(Part::text).collect(Collectors.joining());
        }

        /** Says no word of it: the text is private. */
        @Override
        public String toString() {
            return "Reasoning[" + id + "]";
        }
    }

    /** The model calls a function. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FunctionCall(String id, String status, String callId, String name, String arguments)
            implements ResponseItem {
        @Override
        public String type() {
            return "function_call";
        }

        /** Says the function only: the arguments are private. */
        @Override
        public String toString() {
            return "FunctionCall[" + name + "]";
        }
    }

    /** What a function gave back. */
    @JsonNaming(SnakeCaseStrategy.class)
    record FunctionCallOutput(String id, String status, String callId, List<Part> output) implements ResponseItem {
        @Override
        public String type() {
            return "function_call_output";
        }

        String text() {
            return output.stream().map(Part::text).collect(Collectors.joining());
        }

        /** Says no word of it: the text is private. */
        @Override
        public String toString() {
            return "FunctionCallOutput[" + id + "]";
        }
    }

    /** A piece of a message or of a thought; only {@code output_text} has annotations and logprobs. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Part(
            String type,
            String text,
            @Nullable List<String> annotations,
            @Nullable List<ChatLogprobs.Entry> logprobs) {
        static Part input(String text) {
            return new Part("input_text", text, null, null);
        }

        static Part output(String text, List<ChatLogprobs.Entry> logprobs) {
            return new Part("output_text", text, List.of(), logprobs);
        }

        static Part reasoning(String text) {
            return new Part("reasoning_text", text, null, null);
        }

        /** Says no word of it: the text is private. */
        @Override
        public String toString() {
            return "Part[" + type + "]";
        }
    }
}
