package dev.freehold.payload;

import dev.freehold.audit.AuditEntry;
import java.util.List;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Listens to one call and seals what it heard with the entry that closes the call. Safe for use by many threads. */
public interface Transcript extends UnaryOperator<AuditEntry> {

    /** Keeps nothing. */
    Transcript NONE = new Transcript() {
        @Override
        public void asked(Supplier<List<String>> inputs) {}

        @Override
        public void answered(int choice, Voice voice, String text) {}

        @Override
        public AuditEntry apply(AuditEntry closing) {
            return closing;
        }
    };

    /** How a piece of an answer is meant. */
    enum Voice {
        ANSWER("text"),
        REASONING("reasoning"),
        /** Calls of tools, one a line: the name and its arguments. */
        CALLS("calls");

        private final String field;

        Voice(String field) {
            this.field = field;
        }

        String field() {
            return field;
        }
    }

    /** What the model was given; looked at only when it is kept. */
    void asked(Supplier<List<String>> inputs);

    /** A piece that is being given out. */
    void answered(int choice, Voice voice, String text);

    /**
     * The entry with the sealed payload, which is durable by then.
     *
     * @throws dev.freehold.core.Fault {@code AUDIT_UNAVAILABLE} when an answered call's payload could not be stored; the entry of
     *     a call that failed is returned without it
     */
    @Override
    AuditEntry apply(AuditEntry closing);
}
