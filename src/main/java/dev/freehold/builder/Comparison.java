package dev.freehold.builder;

import java.io.IOException;
import java.nio.file.Path;

/**
 * What rounding has cost a model on a text.
 *
 * @param text which one
 * @param tokens places of it that were compared
 * @param perplexity of the built model
 * @param unrounded the same with its weights in full
 * @param sameChoices in how many places both find the same token likeliest
 */
public record Comparison(String text, int tokens, double perplexity, double unrounded, int sameChoices) {

    /** Compares two folders. */
    public interface Comparing {
        Comparison compare(Path built, Path unrounded) throws IOException;
    }
}
