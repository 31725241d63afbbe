package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.text.TokenizerFile;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * What rounding has cost a model, measured on a text.
 *
 * @param tokens places of the text that were compared
 * @param perplexity of the model
 * @param unrounded the same of the model in full
 * @param sameChoices in how many places both find the same token likeliest
 */
public record TextComparison(int tokens, double perplexity, double unrounded, int sameChoices) {
    private static final int MOST_TOKENS = 4096;

    /**
     * Reads a text with both, one after the other.
     *
     * @param rounded a folder with {@code model.onnx}, configuration and tokenizer
     * @param full the same model in full
     */
    public static TextComparison of(Path rounded, Path full, String text) throws ModelLoadException {
        int[] tokens = tokens(rounded, text);
        try {
            TextTrace theirs = TextTrace.of(full, tokens);
            TextTrace ours = TextTrace.of(rounded, tokens);
            return new TextComparison(ours.places(), ours.perplexity(), theirs.perplexity(), ours.sameChoices(theirs));
        } catch (OrtException refused) {
            throw new ModelLoadException("ONNX Runtime refused the graph: " + refused.getMessage(), refused);
        }
    }

    private static int[] tokens(Path folder, String text) throws ModelLoadException {
        try (Tokenizer tokenizer = Tokenizer.load(TokenizerFile.read(folder))) {
            int[] tokens = tokenizer.encode(text);
            if (tokens.length < 2) {
                throw new ModelLoadException("The text to compare on is too short.");
            }
            return Arrays.copyOf(tokens, Math.min(tokens.length, MOST_TOKENS));
        }
    }
}
