package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Origin;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Timeline;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.sampling.Pick;
import dev.freehold.inference.sampling.Sampler;
import java.util.Arrays;
import java.util.Set;

/** One prompt on its way to becoming text. The loop's thread writes it; {@link #cancel} and the queue are for readers. */
public final class Sequence {
    private final Origin origin;
    private final int promptLength;
    private final int maxTokens;
    private final Set<Integer> endTokens;
    private final Sampler sampler;
    private final TokenQueue output;
    private final PromptLookup lookup = new PromptLookup();
    private final Acceptance acceptance = new Acceptance();
    private volatile boolean cancelled;
    private volatile int cachedTokens;
    /** The prompt and what was generated. */
    private int[] tokens;

    private int size;
    private int promptRead;
    private int row;
    private long arrival;
    private long lastRun;
    private final long submittedNanos = System.nanoTime();
    private volatile long joinedNanos;
    private volatile long firstTokenNanos;
    private volatile long computedNanos;

    /** One of any form. */
    Sequence(Prompt prompt, GenerationSettings settings, Origin origin, Set<Integer> endTokens, int room) {
        this(prompt, settings, origin, endTokens, room, Sampler.of(settings, prompt));
    }

    /** At most {@code room} tokens are generated, whatever the settings say. */
    Sequence(
            Prompt prompt,
            GenerationSettings settings,
            Origin origin,
            Set<Integer> endTokens,
            int room,
            Sampler sampler) {
        this.origin = origin;
        this.tokens = prompt.tokens().clone();
        this.promptLength = tokens.length;
        this.size = promptLength;
        this.maxTokens = Math.min(settings.maxTokens(), room);
        this.endTokens = endTokens;
        this.sampler = sampler;
        this.output = new TokenQueue();
    }

    Origin origin() {
        return origin;
    }

    TokenQueue output() {
        return output;
    }

    boolean isCancelled() {
        return cancelled;
    }

    void cancel() {
        cancelled = true;
        output.fail(new Fault(FaultCode.CANCELLED, "The generation was cancelled."));
    }

    void fail(Fault fault) {
        output.fail(fault);
    }

    int promptLength() {
        return promptLength;
    }

    /** The prompt and what was generated so far; only the first {@link #size} count. */
    int[] tokens() {
        return tokens;
    }

    int size() {
        return size;
    }

    /** The most tokens that prompt and output can come to. */
    int most() {
        return promptLength + maxTokens;
    }

    /** How many more tokens may be generated. */
    int remaining() {
        return most() - size;
    }

    /** Tokens of the prompt that the model has read. */
    int promptRead() {
        return promptRead;
    }

    void promptRead(int count) {
        promptRead = count;
    }

    boolean hasReadPrompt() {
        return promptRead == promptLength;
    }

    /** Tokens of the prompt that were known from an earlier one. Callable by any thread. */
    int cachedTokens() {
        return cachedTokens;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread writes
    void tookOver(int count) {
        promptRead += count;
        cachedTokens += count;
    }

    int lastToken() {
        return tokens[size - 1];
    }

    /** Picks the next token and hands it out; returns whether it was the last one. */
    boolean advance(float[] logits) {
        Pick pick = sampler.pick(logits);
        int token = pick.token();
        if (size == tokens.length) {
            tokens = Arrays.copyOf(tokens, Math.min(most(), 2 * size));
        }
        tokens[size++] = token;
        if (firstTokenNanos == 0) {
            firstTokenNanos = System.nanoTime();
        }
        output.put(pick);
        if (endTokens.contains(token)) {
            output.finish(FinishReason.STOP);
            return true;
        }
        if (size == most()) {
            output.finish(FinishReason.LENGTH);
            return true;
        }
        return false;
    }

    /** What may come next, as far as it came before: at most {@code most} tokens, often none. */
    int[] draft(int most) {
        return lookup.draft(tokens, size, most);
    }

    Acceptance acceptance() {
        return acceptance;
    }

    int row() {
        return row;
    }

    void row(int number) {
        row = number;
    }

    /** The place in the order of arrival. */
    long arrival() {
        return arrival;
    }

    void arrival(long number) {
        arrival = number;
    }

    /** The number of the last run that read some of the prompt; 0 before the first. */
    long lastRun() {
        return lastRun;
    }

    void lastRun(long number) {
        lastRun = number;
    }

    /** When it got a slot. */
    long joinedNanos() {
        return joinedNanos;
    }

    void joinedNanos(long time) {
        joinedNanos = time;
    }

    /** When it came where. Callable by any thread. */
    Timeline timeline() {
        return new Timeline(submittedNanos, joinedNanos, firstTokenNanos);
    }

    /** Its share of the runs that it was in. Callable by any thread. */
    long computedNanos() {
        return computedNanos;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // the loop's thread writes
    void computed(long nanos) {
        computedNanos += nanos;
    }
}
