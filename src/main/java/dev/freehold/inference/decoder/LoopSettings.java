package dev.freehold.inference.decoder;

import java.time.Duration;
import java.util.function.ToDoubleFunction;

/**
 * How one model's loop works; see {@link DecoderConfig} for what the operator chooses.
 *
 * @param chunk the most prompt tokens of one run
 * @param stall how long those that write may wait for a prompt that is being read
 * @param queue the most sequences that wait
 * @param maxWait the longest predicted wait
 * @param memory bytes for the keys and values of the running sequences
 * @param prefixMemory bytes for keys and values of earlier prompts; 0 is none
 * @param readAhead tokens that are written before somebody reads them
 * @param weights a tenant's share relative to the others', above 0
 */
record LoopSettings(
        int chunk,
        Duration stall,
        int queue,
        Duration maxWait,
        long memory,
        long prefixMemory,
        boolean speculation,
        int readAhead,
        ToDoubleFunction<String> weights) {}
