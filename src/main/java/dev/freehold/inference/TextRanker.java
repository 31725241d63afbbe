package dev.freehold.inference;

import java.util.List;

/** A model that reads a query and a document together and says how well they fit (a cross-encoder). */
public non-sealed interface TextRanker extends TextReader {

    /** Tokenises both exactly as the model sees them; nothing is cut off. */
    EncodedText pair(String query, String document);

    /**
     * Judges each pair.
     *
     * @param pairs each of 1 to {@link #maxTokens()} tokens
     * @return for each pair, in order, how relevant the document is, from 0 to 1
     */
    List<Double> rank(List<EncodedText> pairs);
}
