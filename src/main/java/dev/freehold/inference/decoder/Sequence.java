package dev.freehold.inference.decoder;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TokenStream.FinishReason;
import java.util.Set;

/** One prompt on its way to becoming text. The loop's thread writes it; {@link #cancel} and the queue are for readers. */
final class Sequence {
    private final int[] prompt;
    private final int maxTokens;
    private final Set<Integer> endTokens;
    private final Sampler sampler;
    private final TokenQueue output = new TokenQueue();
    private volatile boolean cancelled;
    private int promptRead;
    private int generated;
    private int lastToken;

    /** At most {@code room} tokens are generated, whatever the settings say. */
    Sequence(Prompt prompt, GenerationSettings settings, Set<Integer> endTokens, int room) {
        this.prompt = prompt.tokens();
        this.maxTokens = Math.min(settings.maxTokens(), room);
        this.endTokens = endTokens;
        this.sampler = Sampler.of(settings);
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

    int[] prompt() {
        return prompt;
    }

    /** Tokens of the prompt that the model has read. */
    int promptRead() {
        return promptRead;
    }

    void promptRead(int tokens) {
        promptRead = tokens;
    }

    boolean hasReadPrompt() {
        return promptRead == prompt.length;
    }

    int lastToken() {
        return lastToken;
    }

    /** Picks the next token and hands it out; returns whether it was the last one. */
    boolean advance(float[] logits) {
        lastToken = sampler.pick(logits);
        generated++;
        output.put(lastToken);
        if (endTokens.contains(lastToken)) {
            output.finish(FinishReason.STOP);
            return true;
        }
        if (generated >= maxTokens) {
            output.finish(FinishReason.LENGTH);
            return true;
        }
        return false;
    }
}
