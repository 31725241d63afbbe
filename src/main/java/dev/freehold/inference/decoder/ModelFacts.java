package dev.freehold.inference.decoder;

import dev.freehold.inference.SamplingDefaults;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What a model's own files say about it.
 *
 * @param contextLength tokens of prompt and output together
 * @param endTokens ids that end a text
 * @param beginToken the id that may start a text, when the files say
 * @param heads heads of keys and values, when the files say
 * @param headSize numbers in one head, when the files say
 * @param vocabulary ids are below it, when the files say
 * @param sampling what the publisher recommends
 * @param specialTokens what templates may name, for example {@code bos_token} to {@code <s>}
 */
record ModelFacts(
        GraphNames names,
        int contextLength,
        Set<Integer> endTokens,
        OptionalInt beginToken,
        OptionalInt heads,
        OptionalInt headSize,
        OptionalInt vocabulary,
        SamplingDefaults sampling,
        Map<String, String> specialTokens) {
    ModelFacts {
        endTokens = Set.copyOf(endTokens);
        specialTokens = Map.copyOf(specialTokens);
    }
}
