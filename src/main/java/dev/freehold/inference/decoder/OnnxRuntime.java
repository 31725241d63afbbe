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
    static OrtSession open(Path graph, Compute compute) throws OrtException {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(compute)) {
            return environment.createSession(graph.toString(), options);
        }
    }

    /**
     * Opens a graph from memory.
     *
     * @param graph a direct buffer; not needed any more afterwards
     * @param weights the folder that external data is relative to
     */
    static OrtSession open(ByteBuffer graph, Path weights, Compute compute) throws OrtException {
        OrtEnvironment environment = environment();
        try (OrtSession.SessionOptions options = options(compute)) {
            options.addConfigEntry("session.model_external_initializers_file_folder_path", weights.toString());
            return environment.createSession(graph, options);
        }
    }

    private static OrtSession.SessionOptions options(Compute compute) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        try {
            options.setIntraOpNumThreads(compute.threads());
            options.setInterOpNumThreads(1);
            options.setExecutionMode(OrtSession.SessionOptions.ExecutionMode.SEQUENTIAL);
            // Leaves the cores to others between runs, at no measurable cost inside a run.
            options.addConfigEntry("session.force_spinning_stop", "1");
            if (compute.device() == RuntimeConfig.Device.CUDA) {
                addCuda(options);
            }
            return options;
        } catch (OrtException refused) {
            options.close();
            throw refused;
        }
    }

    private static void addCuda(OrtSession.SessionOptions options) throws OrtException {
        try {
            options.addCUDA();
        } catch (OrtException missing) {
            throw new OrtException("freehold.inference.device is cuda, and this Freehold cannot use one: build it with"
                    + " -Pcuda, and install CUDA and cuDNN (" + missing.getMessage() + ")");
        }
    }
}
