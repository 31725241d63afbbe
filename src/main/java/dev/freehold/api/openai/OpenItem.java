package dev.freehold.api.openai;

import dev.freehold.api.openai.ResponseItem.FunctionCall;
import dev.freehold.api.openai.ResponseItem.Message;
import dev.freehold.api.openai.ResponseItem.Part;
import dev.freehold.api.openai.ResponseItem.Reasoning;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** The item of a response that is being written. */
sealed interface OpenItem {

    ResponseItem item(String status);

    List<ResponseEvent> begin();

    /** Everything that says it is done. */
    List<ResponseEvent> end(String status);

    /**
     * Where an item stands.
     *
     * @param index among the items of the response
     * @param numbers gives the next event's number
     */
    record Place(int index, IntSupplier numbers) {
        int next() {
            return numbers.getAsInt();
        }
    }

    /** A message or a thought: one part of text. */
    final class Text implements OpenItem {
        private final Kind kind;
        private final Place place;
        private final String id;
        private final StringBuilder text = new StringBuilder();
        private final List<ChatLogprobs.Entry> logprobs = new ArrayList<>();

        /** What its events are called. */
        enum Kind {
            MESSAGE("msg_", "response.output_text"),
            REASONING("rs_", "response.reasoning_text");

            private final String prefix;
            private final String event;

            Kind(String prefix, String event) {
                this.prefix = prefix;
                this.event = event;
            }
        }

        Text(Kind kind, Place place) {
            this.kind = kind;
            this.place = place;
            this.id = ResponseItem.newId(kind.prefix);
        }

        boolean is(Kind other) {
            return kind == other;
        }

        ResponseEvent add(String delta, List<ChatLogprobs.Entry> entries, boolean obfuscates) {
            text.append(delta);
            logprobs.addAll(entries);
            return new ResponseEvent.Builder(kind.event + ".delta", place.next())
                    .at(place.index(), id, 0)
                    .delta(delta, obfuscates)
                    .logprobs(orNull(entries))
                    .build();
        }

        @Override
        public ResponseItem item(String status) {
            return item(status, List.of(part(text.toString())));
        }

        private ResponseItem item(String status, List<Part> content) {
            return switch (kind) {
                case MESSAGE -> new Message(id, status, "assistant", content);
                case REASONING -> new Reasoning(id, status, List.of(), content);
            };
        }

        private Part part(String said) {
            return switch (kind) {
                case MESSAGE -> Part.output(said, List.copyOf(logprobs));
                case REASONING -> Part.reasoning(said);
            };
        }

        /** Thoughts have none in this protocol. */
        private @Nullable List<ChatLogprobs.Entry> orNull(List<ChatLogprobs.Entry> entries) {
            return kind == Kind.MESSAGE ? List.copyOf(entries) : null;
        }

        @Override
        public List<ResponseEvent> begin() {
            return List.of(
                    ResponseEvent.item(
                            "response.output_item.added",
                            place.next(),
                            place.index(),
                            item(ResponseItem.IN_PROGRESS, List.of())),
                    new ResponseEvent.Builder("response.content_part.added", place.next())
                            .at(place.index(), id, 0)
                            .part(part(""))
                            .build());
        }

        @Override
        public List<ResponseEvent> end(String status) {
            return List.of(
                    new ResponseEvent.Builder(kind.event + ".done", place.next())
                            .at(place.index(), id, 0)
                            .text(text.toString())
                            .logprobs(orNull(logprobs))
                            .build(),
                    new ResponseEvent.Builder("response.content_part.done", place.next())
                            .at(place.index(), id, 0)
                            .part(part(text.toString()))
                            .build(),
                    ResponseEvent.item("response.output_item.done", place.next(), place.index(), item(status)));
        }
    }

    /** A function call. */
    final class Call implements OpenItem {
        private final String id = ResponseItem.newId("fc_");
        private final String callId;
        private final String name;
        private final Place place;
        private final StringBuilder arguments = new StringBuilder();

        Call(String callId, String name, Place place) {
            this.callId = callId;
            this.name = name;
            this.place = place;
        }

        ResponseEvent add(String fragment, boolean obfuscates) {
            arguments.append(fragment);
            return new ResponseEvent.Builder("response.function_call_arguments.delta", place.next())
                    .at(place.index(), id, null)
                    .delta(fragment, obfuscates)
                    .build();
        }

        @Override
        public ResponseItem item(String status) {
            return new FunctionCall(id, status, callId, name, arguments.toString());
        }

        @Override
        public List<ResponseEvent> begin() {
            return List.of(ResponseEvent.item(
                    "response.output_item.added", place.next(), place.index(), item(ResponseItem.IN_PROGRESS)));
        }

        @Override
        public List<ResponseEvent> end(String status) {
            return List.of(
                    new ResponseEvent.Builder("response.function_call_arguments.done", place.next())
                            .at(place.index(), id, null)
                            .arguments(name, arguments.toString())
                            .build(),
                    ResponseEvent.item("response.output_item.done", place.next(), place.index(), item(status)));
        }
    }
}
