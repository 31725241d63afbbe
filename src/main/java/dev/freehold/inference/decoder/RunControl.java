package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** Ends native runs from outside; any thread may, at any time. */
final class RunControl implements AutoCloseable {
    private final OrtSession.RunOptions options;
    private boolean closed;

    RunControl() throws OrtException {
        options = new OrtSession.RunOptions();
        // A run that fails is reported once, by the exception.
        options.setLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
    }

    OrtSession.RunOptions options() {
        return options;
    }

    synchronized void terminate() {
        if (!closed) {
            try {
                options.setTerminate(true);
            } catch (OrtException impossible) {
                throw new IllegalStateException("a run could not be told to end", impossible);
            }
        }
    }

    @Override
    public synchronized void close() {
        if (!closed) {
            closed = true;
            options.close();
        }
    }
}
