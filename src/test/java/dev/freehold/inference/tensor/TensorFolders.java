package dev.freehold.inference.tensor;

import dev.freehold.inference.TensorType;
import dev.freehold.inference.decoder.OnnxGraph;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes folders with a graph and nothing else. */
public final class TensorFolders {
    private TensorFolders() {}

    /** What goes in as {@code x} comes out as {@code y}, for each type: folders {@code echo-fp32} and so on. */
    public static void echoes(Path models) throws IOException {
        for (TensorType type : TensorType.values()) {
            write(models.resolve("echo-" + type.name().toLowerCase(Locale.ROOT)), echo(number(type)));
        }
    }

    public static OnnxGraph echo(int type) {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", type, -1, -1);
        graph.output("y", type, -1, -1);
        graph.node("", "Identity", Map.of(), List.of("x"), List.of("y"));
        return graph;
    }

    /** {@code sum = a + b} and {@code product = a * b}, of rows of three. */
    public static void arithmetic(Path folder) throws IOException {
        OnnxGraph graph = new OnnxGraph();
        graph.input("a", OnnxGraph.FLOAT, -1, 3);
        graph.input("b", OnnxGraph.FLOAT, -1, 3);
        graph.output("sum", OnnxGraph.FLOAT, -1, 3);
        graph.output("product", OnnxGraph.FLOAT, -1, 3);
        graph.node("", "Add", Map.of(), List.of("a", "b"), List.of("sum"));
        graph.node("", "Mul", Map.of(), List.of("a", "b"), List.of("product"));
        write(folder, graph);
    }

    /** Adds what it is given to its state, which the caller carries. */
    public static void counter(Path folder) throws IOException {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", OnnxGraph.FLOAT, 1, 2);
        graph.input("state", OnnxGraph.FLOAT, 1, 2);
        graph.output("next", OnnxGraph.FLOAT, 1, 2);
        graph.node("", "Add", Map.of(), List.of("x", "state"), List.of("next"));
        write(folder, graph);
    }

    /** Uses an operator that there is not. */
    public static void unknownOperator(Path folder) throws IOException {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", OnnxGraph.FLOAT, 1);
        graph.output("y", OnnxGraph.FLOAT, 1);
        graph.node("", "Prophesy", Map.of(), List.of("x"), List.of("y"));
        write(folder, graph);
    }

    public static void write(Path folder, OnnxGraph graph) throws IOException {
        Files.createDirectories(folder);
        Files.write(folder.resolve("model.onnx"), graph.toBytes());
    }

    /** As onnx.proto numbers it. */
    public static int number(TensorType type) {
        return switch (type) {
            case FP32 -> 1;
            case UINT8 -> 2;
            case INT8 -> 3;
            case UINT16 -> 4;
            case INT16 -> 5;
            case INT32 -> 6;
            case INT64 -> 7;
            case BYTES -> 8;
            case BOOL -> 9;
            case FP16 -> 10;
            case FP64 -> 11;
            case UINT32 -> 12;
            case UINT64 -> 13;
            case BF16 -> 16;
        };
    }
}
