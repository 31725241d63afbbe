package dev.freehold.api.anthropic;

import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;

/**
 * The field {@code thread}, by which clients leave a conversation with the server. None is kept here, so one that goes on is not
 * found, which clients expect of any thread: they send the whole conversation then.
 */
final class ThreadField {
    static final String NAME = "thread";

    private ThreadField() {}

    static void check(JsonFields fields) {
        fields.object(NAME).ifPresent(thread -> {
            switch (thread.requiredText("type")) {
                case "create" -> thread.only("type");
                case "continue" -> {
                    thread.only("type", "previous_message_id").requiredText("previous_message_id");
                    throw new Fault(
                                    FaultCode.NOT_FOUND,
                                    "There is no such thread: conversations are not kept here. Send all messages.")
                            .about(NAME);
                }
                default -> throw Fault.invalid("thread.type", "'thread.type' must be 'create' or 'continue'.");
            }
        });
    }
}
