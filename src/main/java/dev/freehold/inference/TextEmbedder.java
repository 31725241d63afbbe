package dev.freehold.inference;

import java.util.List;

/** A model that turns text into vectors. */
public non-sealed interface TextEmbedder extends TextReader {

    /** The length of each vector. */
    int dimensions();

    /**
     * Token ids of the model's own vocabulary, as they are.
     *
     * @throws dev.freehold.core.Fault {@code INVALID_REQUEST} when an id is not in the vocabulary
     */
    Prompt prompt(int[] tokens);

    /**
     * Embeds each input.
     *
     * @param inputs each of 1 to {@link #maxTokens()} tokens
     * @return one unit-length vector of {@link #dimensions()} floats for each input, in order
     */
    List<float[]> embed(List<Prompt> inputs);
}
