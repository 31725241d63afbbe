package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.NativeRuntime;
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
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(threads);
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            // Leaves the cores to others between runs, at no measurable cost inside a run.
            options.addConfigEntry("session.force_spinning_stop", "1");
            return environment.createSession(graph.toString(), options);
        }
    }
}
