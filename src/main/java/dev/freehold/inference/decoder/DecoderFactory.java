package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.ModelLoadException;

/** Chooses how to decode with a graph by trying it once. */
final class DecoderFactory {
    private static final int[] PROMPT = {1, 2, 3, 2, 1};
    private static final int FIRST_CHUNK = 3;

    private final OrtSession session;
    private final GraphSignature graph;
    private final int slots;
    private final int contextLength;
    private final long memory;

    /**
     * Prepares the choice.
     *
     * @param slots the most rows
     * @param contextLength the most tokens of a row
     * @param memory bytes for keys and values, which one row must never exceed
     */
    DecoderFactory(OrtSession session, GraphSignature graph, int slots, int contextLength, long memory) {
        this.session = session;
        this.graph = graph;
        this.slots = slots;
        this.contextLength = contextLength;
        this.memory = memory;
    }

    /**
     * How to decode.
     *
     * @param chunk the most tokens of a prompt to read in one run
     */
    record Choice(Decoder decoder, int chunk) {}

    /**
     * Decodes in place when that gives the same logits as handing over, which every graph can do. Graphs that cannot read
     * a prompt in chunks get it whole.
     */
    Choice choose(int chunk) throws OrtException, ModelLoadException {
        int capacity = Math.min(
                Math.min(contextLength, KeyValueCache.largestCapacity(graph)), KeyValueCache.tokensIn(graph, memory));
        if (graph.vocabulary() <= FIRST_CHUNK || contextLength <= PROMPT.length) {
            throw GraphSignature.unsupported("its vocabulary or its context is too small to write anything.");
        }
        if (capacity <= PROMPT.length) {
            throw new ModelLoadException(
                    "The memory for keys and values (freehold.inference.cache-memory) is too small for this model.");
        }
        int rows = Math.max(1, KeyValueCache.rowsThatFit(graph, capacity, slots));
        Decoder plain = new HandOverDecoder(session, graph, rows, Math.min(contextLength, capacity));
        try {
            float[] expected = trial(plain, PROMPT.length);
            Decoder inPlace = new InPlaceDecoder(session, graph, rows, capacity);
            if (agrees(expected, inPlace)) {
                plain.close();
                return new Choice(inPlace, chunk);
            }
            inPlace.close();
            return new Choice(plain, agrees(expected, plain) ? chunk : contextLength);
        } catch (OrtException | RuntimeException broken) {
            plain.close();
            throw broken;
        }
    }

    private static boolean agrees(float[] expected, Decoder decoder) {
        try {
            return areClose(expected, trial(decoder, FIRST_CHUNK));
        } catch (OrtException refused) {
            return false;
        }
    }

    /** Reads a prompt and writes one token, in the last row and beside a first one where there are two. */
    private static float[] trial(Decoder decoder, int firstChunk) throws OrtException {
        int row = Math.min(1, decoder.rows() - 1);
        float[][] logits = new float[2][decoder.vocabulary()];
        try {
            if (row == 1) {
                decoder.append(0, PROMPT, 0, FIRST_CHUNK, logits[0]);
            }
            decoder.append(row, PROMPT, 0, firstChunk, logits[row]);
            if (firstChunk < PROMPT.length) {
                decoder.append(row, PROMPT, firstChunk, PROMPT.length, logits[row]);
            }
            decoder.step(new int[] {1, 2}, row + 1, logits);
            return logits[row];
        } finally {
            decoder.clear(0);
            decoder.clear(row);
        }
    }

    /** Within what half precision and another order of additions explain. */
    private static boolean areClose(float[] expected, float[] actual) {
        float scale = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference <= 1e-3f + 0.02f * scale; // false for NaN
    }
}
