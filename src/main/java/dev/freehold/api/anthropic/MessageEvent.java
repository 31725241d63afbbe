package dev.freehold.api.anthropic;

import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

/** What a stream of a message is made of; {@code type} is the event's name too. */
sealed interface MessageEvent {
    String type();

    record Start(String type, MessageObject message) implements MessageEvent {
        Start(MessageObject message) {
            this("message_start", message);
        }
    }

    /** Keeps a connection alive on which nothing else is to be said. */
    record Ping(String type) implements MessageEvent {
        Ping() {
            this("ping");
        }
    }

    record BlockStart(
            String type,
            int index,
            @JsonProperty("content_block") MessageObject.Block block) implements MessageEvent {
        BlockStart(int index, MessageObject.Block block) {
            this("content_block_start", index, block);
        }
    }

    record BlockDelta(String type, int index, Delta delta) implements MessageEvent {
        BlockDelta(int index, Delta delta) {
            this("content_block_delta", index, delta);
        }
    }

    record BlockStop(String type, int index) implements MessageEvent {
        BlockStop(int index) {
            this("content_block_stop", index);
        }
    }

    /** How it ended; {@code usage} is that of the whole message. */
    record End(String type, Ending delta, UsageObject usage) implements MessageEvent {
        End(Ending delta, UsageObject usage) {
            this("message_delta", delta, usage);
        }
    }

    record Stop(String type) implements MessageEvent {
        Stop() {
            this("message_stop");
        }
    }

    /** More of a block. */
    sealed interface Delta {
        record Text(String type, String text) implements Delta {
            Text(String text) {
                this("text_delta", text);
            }
        }

        /** Of the JSON text that a function is called with. */
        record InputJson(
                String type, @JsonProperty("partial_json") String partialJson) implements Delta {
            InputJson(String partialJson) {
                this("input_json_delta", partialJson);
            }
        }

        record Thinking(String type, String thinking) implements Delta {
            Thinking(String thinking) {
                this("thinking_delta", thinking);
            }
        }
    }

    record Ending(
            @JsonProperty("stop_reason") String stopReason,
            @JsonProperty("stop_sequence") @Nullable String stopSequence) {}
}
