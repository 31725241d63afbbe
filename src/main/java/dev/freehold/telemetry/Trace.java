package dev.freehold.telemetry;

/**
 * The way of one request: what it is, and the phases that it went through. Safe for use by many threads; most requests have
 * {@link #NONE}, which costs nothing.
 */
public sealed interface Trace permits RecordedTrace, Untraced {
    Trace NONE = new Untraced();

    /** Under which a routing context holds its trace. */
    String KEY = "freehold.trace";

    /** What a phase is called; there are no others, so no text of a caller becomes a name. */
    enum Phase {
        /** Who is calling. */
        AUTHENTICATE("authenticate"),
        /** May the call run within its limits. */
        RESERVE("reserve"),
        /** From the reservation until its record is durable; the model computes meanwhile. */
        AUDIT_COMMIT("audit commit"),
        /** In the queue of a model that writes. */
        QUEUE("queue"),
        /** From the slot to the first token. */
        PREFILL("prefill"),
        /** From the first token to the last. */
        DECODE("decode"),
        /** A model that reads: its queue and its run. */
        RUN("run"),
        /** The books of the call are closed, and that record is durable. */
        SETTLE("settle");

        private final String wireName;

        Phase(String wireName) {
            this.wireName = wireName;
        }

        String wireName() {
            return wireName;
        }
    }

    /** What may be said of a request; values are ids, counts and words of fixed vocabularies. */
    enum Fact {
        METHOD("http.request.method"),
        ROUTE("http.route"),
        STATUS("http.response.status_code"),
        REQUEST("freehold.request.id"),
        TENANT("freehold.tenant"),
        OUTCOME("freehold.outcome"),
        OPERATION("gen_ai.operation.name"),
        MODEL("gen_ai.request.model"),
        INPUT_TOKENS("gen_ai.usage.input_tokens"),
        OUTPUT_TOKENS("gen_ai.usage.output_tokens");

        private final String key;

        Fact(String key) {
            this.key = key;
        }

        String key() {
            return key;
        }
    }

    void fact(Fact fact, String value);

    void fact(Fact fact, long value);

    /** A phase that is over, by {@link System#nanoTime}; one that never began or never ended (0) is left out. */
    void phase(Phase phase, long from, long to);

    /**
     * The request is over.
     *
     * @param isFailure it failed, and the reason is ours
     */
    void end(boolean isFailure);
}
