package dev.freehold.inference;

import java.util.List;

/** A model that says which of its labels fits each token of a text, for example to find names. */
public non-sealed interface TokenClassifier extends TextReader {

    List<String> labels();

    /** Tokenises one text exactly as the model sees it, and says where each token stands in it. */
    EncodedText encode(String text);

    /**
     * Classifies the tokens of each text.
     *
     * @param inputs each of 1 to {@link #maxTokens()} tokens
     * @return for each input and each of its tokens, in order, the probability of each label; they add up to one
     */
    List<double[][]> classify(List<EncodedText> inputs);
}
