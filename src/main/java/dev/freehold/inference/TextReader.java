package dev.freehold.inference;

/** A model that reads whole texts and writes none. Safe for use by many threads. */
public sealed interface TextReader extends ServableModel
        permits TextEmbedder, TextRanker, TextClassifier, TokenClassifier {

    /** The most tokens one input may have. */
    int maxTokens();

    /** Tokenises one text exactly as the model sees it, special tokens included; nothing is cut off. */
    Prompt prompt(String text);
}
