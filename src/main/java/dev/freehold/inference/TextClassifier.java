package dev.freehold.inference;

import java.util.List;

/** A model that says which of its labels fit a text. */
public non-sealed interface TextClassifier extends TextReader {

    List<String> labels();

    /**
     * Classifies each text.
     *
     * @param inputs each of 1 to {@link #maxTokens()} tokens
     * @return for each input, in order, the probability of each label; they add up to one unless labels do not exclude each other
     */
    List<double[]> classify(List<Prompt> inputs);
}
