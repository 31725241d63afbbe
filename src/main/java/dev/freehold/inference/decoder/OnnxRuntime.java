package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.NativeRuntime;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** The one door to ONNX Runtime: every session of this room comes from here. */
final class OnnxRuntime {
    private OnnxRuntime() {}

    static OrtEnvironment environment() {
        return NativeRuntime.start(OrtEnvironment::getEnvironment);
    }

    /** Opens a graph; external data beside it is found because the session knows the path. */
    static OrtSession open(Path graph, int threads) throws OrtException {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(threads)) {
            return environment.createSession(graph.toString(), options);
        }
    }

    /**
     * Opens a graph from memory.
     *
     * @param graph a direct buffer; not needed any more afterwards
     * @param weights the folder that external data is relative to
     */
    static OrtSession open(ByteBuffer graph, Path weights, int threads) throws OrtException {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(threads)) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", weights.toString());
            return environment.createSession(graph, options);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
        // Leaves the cores to others between runs, at no measurable cost inside a run.
        options.addConfigEntry("session.force_spinning_stop", "1");
        return options;
    }
}
