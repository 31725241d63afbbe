package dev.freehold.inference.decoder;

/**
 * What a model's loop is doing and has done since it started.
 *
 * @param active sequences in a slot
 * @param queued sequences that wait for one
 * @param slots sequences that could be active
 * @param promptTokens tokens of prompts read
 * @param generatedTokens tokens written
 * @param steps runs that wrote one token for each sequence in the batch
 */
public record DecoderCounters(int active, int queued, int slots, long promptTokens, long generatedTokens, long steps) {}
