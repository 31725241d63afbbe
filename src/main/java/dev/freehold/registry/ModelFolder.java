package dev.freehold.registry;

import dev.freehold.core.ModelId;
import java.nio.file.Path;
import java.util.Locale;

/**
 * A model on disk that looks complete.
 *
 * @param graph the ONNX file to load
 * @param digest {@code sha256:} and 64 hex digits over every file that serving it reads (names and contents)
 * @param bytes that these files have together
 */
public record ModelFolder(
        ModelId id, Path root, Kind kind, Layout layout, Path graph, String digest, long bytes, Provenance provenance) {

    /** A folder of which nothing else is known. */
    public ModelFolder(ModelId id, Path root, Kind kind, Layout layout, Path graph, String digest) {
        this(id, root, kind, layout, graph, digest, 0, Provenance.UNKNOWN);
    }

    /** What the model does. */
    public enum Kind {
        GENERATOR,
        EMBEDDER,
        /** A cross-encoder: how well a query and a document fit. */
        RANKER,
        CLASSIFIER,
        TOKEN_CLASSIFIER,
        /** Takes tensors and gives tensors, whatever they mean. */
        TENSOR;

        /** The kind as it is written in files and answers, for example {@code token_classifier}. */
        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How its folder is laid out. */
    public enum Layout {
        /** Hugging Face / Optimum: {@code config.json} beside {@code model.onnx} or {@code onnx/*.onnx}. */
        OPTIMUM,
        /** onnxruntime-genai: {@code genai_config.json} names the graph, its inputs and its outputs. */
        GENAI,
        /** A graph, and nothing beside it that says what it is for. */
        GRAPH
    }
}
