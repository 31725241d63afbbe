package dev.freehold.inference.graph;

/** The bytes are not a complete ONNX model. */
public final class MalformedGraph extends Exception {
    MalformedGraph() {
        super("it is not a complete ONNX file");
    }
}
