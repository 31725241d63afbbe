package dev.freehold.inference.text;

import dev.freehold.inference.SamplingDefaults;
import java.util.Set;

/**
 * How a model's text becomes tokens and back.
 *
 * @param beginTokens come before a plain text
 * @param endTokens end a text
 * @param sampling what the model's publisher recommends
 */
@SuppressWarnings("ArrayRecordComponent") // made once for a model, never changed
public record TextParts(
        Tokenizer tokenizer,
        ChatTemplate template,
        int[] beginTokens,
        Set<Integer> endTokens,
        SamplingDefaults sampling) {}
