package dev.freehold.inference.decoder;

/**
 * What a model's loop is doing and has done since it started.
 *
 * @param active sequences in a slot
 * @param queued sequences that wait for one
 * @param slots sequences that could be active
 * @param promptTokens tokens of prompts computed
 * @param cachedTokens tokens of prompts that were known from earlier ones
 * @param generatedTokens tokens written
 * @param steps runs that wrote
 * @param draftedTokens tokens drafted by looking back
 * @param acceptedTokens those of them that came true
 * @param memoryBytes keys and values of the active sequences, at their longest
 * @param runNanos time inside the model's runs
 * @param busyNanos time in which there was work, runs included
 */
public record DecoderCounters(
        int active,
        int queued,
        int slots,
        long promptTokens,
        long cachedTokens,
        long generatedTokens,
        long steps,
        long draftedTokens,
        long acceptedTokens,
        long memoryBytes,
        long runNanos,
        long busyNanos) {}
