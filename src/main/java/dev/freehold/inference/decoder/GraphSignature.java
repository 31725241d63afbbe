package dev.freehold.inference.decoder;

import ai.onnxruntime.OnnxJavaType;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.graph.PreparedGraph;
import java.util.ArrayList;
import java.util.List;

/**
 * What one graph takes and gives.
 *
 * @param heads heads of keys and values in one layer
 * @param headSize numbers in one head
 * @param cacheType element type of keys and values, {@code FLOAT}, {@code FLOAT16} or, scaled inside the graph, {@code INT8}
 * @param logitsType {@code FLOAT} or {@code FLOAT16}
 * @param wantsPositions whether positions are an input
 * @param logitsToKeep the name of the input that says how many positions get logits; empty when there is none
 * @param selectsPositions whether {@link #POSITIONS} is an input; {@code logits} is then {@code [1, positions, vocabulary]}
 * @param batchInvariant whether other rows leave a row's numbers alone, but for the order of additions
 */
record GraphSignature(
        GraphNames names,
        int layers,
        int heads,
        int headSize,
        OnnxJavaType cacheType,
        OnnxJavaType logitsType,
        int vocabulary,
        boolean wantsPositions,
        String logitsToKeep,
        boolean selectsPositions,
        boolean batchInvariant) {

    /** The input that lists the positions to give logits for, counted through all rows of a run. */
    static final String POSITIONS = PreparedGraph.POSITIONS;

    /** Inputs that say for how many of the last positions logits are wanted. */
    static final List<String> LOGITS_TO_KEEP = List.of("num_logits_to_keep", "logits_to_keep");

    /** Bytes that one token takes in the keys, or the values, of one layer. */
    long bytesPerToken() {
        return (long) heads * headSize * cacheType.size;
    }

    /** The past and present names of keys and values, layer by layer. */
    List<CacheNames> caches() {
        List<CacheNames> caches = new ArrayList<>();
        for (int layer = 0; layer < layers; layer++) {
            caches.add(new CacheNames(
                    GraphNames.ofLayer(names.pastKey(), layer), GraphNames.ofLayer(names.presentKey(), layer)));
            caches.add(new CacheNames(
                    GraphNames.ofLayer(names.pastValue(), layer), GraphNames.ofLayer(names.presentValue(), layer)));
        }
        return caches;
    }

    static ModelLoadException unsupported(String reason) {
        return new ModelLoadException("The graph cannot be served: " + reason);
    }

    /** One cache as it goes in and as it comes out. */
    record CacheNames(String past, String present) {}
}
