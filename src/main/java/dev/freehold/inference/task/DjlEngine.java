package dev.freehold.inference.task;

import ai.djl.engine.Engine;
import dev.freehold.inference.NativeStart;

/** DJL's ONNX Runtime engine: it creates ONNX Runtime's environment itself, and fails for good where one exists. */
public final class DjlEngine implements NativeStart {
    static final String NAME = "OnnxRuntime";

    @Override
    public void start() {
        // Arrays are read as plain buffers here; a second engine for arithmetic on them is not wanted.
        System.setProperty("ai.djl.onnx.disable_alternative", "true");
        Engine.getEngine(NAME);
    }
}
