package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.sampling.Candidates;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.Arrays;

/** What a model makes of a text, read in windows that each start anew. */
final class TextTrace {
    private static final int WINDOW = 512;

    private final double[] logLikelihoods;
    private final int[] choices;

    /**
     * Keeps what was seen.
     *
     * @param logLikelihoods of each token but the first of a window, after those before it
     * @param choices the token that it finds likeliest in the same places
     */
    private TextTrace(double[] logLikelihoods, int[] choices) {
        this.logLikelihoods = logLikelihoods;
        this.choices = choices;
    }

    static TextTrace of(Path folder, int[] tokens) throws OrtException, ModelLoadException {
        ModelFacts facts = ModelFactsReader.read(folder(folder));
        Compute compute = Compute.cpu(Runtime.getRuntime().availableProcessors());
        int window = Math.min(WINDOW, facts.contextLength());
        try (OpenGraph graph = OpenGraph.open(folder.resolve("model.onnx"), facts, compute, true);
                Decoder decoder = new InPlaceDecoder(graph.session(), graph.signature(), 1, window)) {
            if (!decoder.givesManyLogits()) {
                throw new ModelLoadException("The graph does not let positions be selected.");
            }
            Reader reader = new Reader(decoder, tokens);
            for (int from = 0; from < tokens.length; from += window) {
                reader.read(from, Math.min(tokens.length, from + window));
            }
            return reader.trace();
        }
    }

    /** A folder that nobody has looked into yet. */
    static ModelFolder folder(Path root) {
        return new ModelFolder(
                new ModelId("model"),
                root,
                ModelFolder.Kind.GENERATOR,
                ModelFolder.Layout.OPTIMUM,
                root.resolve("model.onnx"),
                "sha256:" + "0".repeat(64));
    }

    /** Reads window after window. */
    private static final class Reader {
        private final Decoder decoder;
        private final int[] tokens;
        private final double[] logLikelihoods;
        private final int[] choices;
        private final float[][] logits;
        private int places;

        Reader(Decoder decoder, int[] tokens) {
            this.decoder = decoder;
            this.tokens = tokens;
            this.logLikelihoods = new double[tokens.length];
            this.choices = new int[tokens.length];
            this.logits = new float[InPlaceDecoder.MOST_LOGITS][decoder.vocabulary()];
        }

        void read(int begin, int end) throws OrtException {
            decoder.clear(0);
            for (int from = begin; from < end - 1; from += logits.length) {
                int count = Math.min(logits.length, end - 1 - from);
                decoder.verify(0, Arrays.copyOfRange(tokens, from, from + count), count, logits);
                for (int i = 0; i < count; i++) {
                    logLikelihoods[places] = logLikelihood(logits[i], tokens[from + i + 1]);
                    choices[places++] = Candidates.likeliest(logits[i]);
                }
            }
        }

        TextTrace trace() {
            return new TextTrace(Arrays.copyOf(logLikelihoods, places), Arrays.copyOf(choices, places));
        }

        private static double logLikelihood(float[] logits, int token) {
            double largest = logits[Candidates.likeliest(logits)];
            double sum = 0;
            for (float logit : logits) {
                sum += Math.exp(logit - largest);
            }
            return logits[token] - largest - Math.log(sum);
        }
    }

    /** How many tokens were guessed. */
    int places() {
        return choices.length;
    }

    /** To how many equally likely tokens its doubt comes, on average. */
    double perplexity() {
        return Math.exp(-Arrays.stream(logLikelihoods).average().orElse(0));
    }

    int sameChoices(TextTrace other) {
        int same = 0;
        for (int i = 0; i < choices.length; i++) {
            same += choices[i] == other.choices[i] ? 1 : 0;
        }
        return same;
    }
}
