package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.ModelLoadException;

/** Chooses how to decode with a graph by trying it once. */
final class DecoderFactory {
    private static final int[] PROMPT = {1, 2, 3, 2, 1};
    private static final int FIRST_CHUNK = 3;

    private DecoderFactory() {}

    /** Decodes in place when that gives the same logits as handing over, which every graph can do. */
    static Decoder choose(OrtSession session, GraphSignature graph, int slots, int contextLength, int chunk)
            throws OrtException, ModelLoadException {
        int capacity = Math.min(contextLength, KeyValueCache.largestCapacity(graph, slots));
        if (graph.vocabulary() <= FIRST_CHUNK || capacity <= PROMPT.length) {
            throw GraphSignature.unsupported("its vocabulary or its context is too small to write anything.");
        }
        Decoder plain = new HandOverDecoder(session, graph, slots, contextLength);
        Decoder inPlace = new InPlaceDecoder(session, graph, slots, capacity, chunk);
        boolean agree;
        try {
            agree = agree(trial(plain), inPlace);
        } catch (OrtException | RuntimeException broken) {
            plain.close();
            inPlace.close();
            throw broken;
        }
        (agree ? plain : inPlace).close();
        return agree ? inPlace : plain;
    }

    private static boolean agree(float[] expected, Decoder inPlace) {
        try {
            return close(expected, trial(inPlace));
        } catch (OrtException refused) {
            return false;
        }
    }

    /** Reads a prompt in two chunks and writes one token, in the last row and beside a first one where there are two. */
    private static float[] trial(Decoder decoder) throws OrtException {
        int row = Math.min(1, decoder.rows() - 1);
        float[][] logits = new float[2][decoder.vocabulary()];
        decoder.append(0, PROMPT, 0, FIRST_CHUNK, logits[0]);
        if (row == 1) {
            decoder.append(1, PROMPT, 0, FIRST_CHUNK, logits[1]);
        }
        decoder.append(row, PROMPT, FIRST_CHUNK, PROMPT.length, logits[1]);
        decoder.step(new int[] {1, 2}, row + 1, logits);
        decoder.clear(0);
        decoder.clear(row);
        return logits[row];
    }

    /** Within what half precision and another order of additions explain. */
    private static boolean close(float[] expected, float[] actual) {
        float scale = 0;
        float difference = 0;
        for (int i = 0; i < expected.length; i++) {
            scale = Math.max(scale, Math.abs(expected[i]));
            difference = Math.max(difference, Math.abs(expected[i] - actual[i]));
        }
        return difference <= 1e-3f + 0.02f * scale; // false for NaN
    }
}
