package dev.freehold.inference.tensor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import dev.freehold.inference.decoder.OnnxGraph;
import dev.freehold.registry.ModelFolder;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OrtTensorModelTest {
    @TempDir
    Path root = Path.of("");

    private OrtTensorModel open() throws ModelLoadException {
        Path graph = root.resolve("model.onnx");
        return OrtTensorModel.open(
                new ModelFolder(
                        new ModelId("graph"),
                        root,
                        ModelFolder.Kind.TENSOR,
                        ModelFolder.Layout.GRAPH,
                        graph,
                        "sha256:0"),
                new Share(1, 1, 0));
    }

    private static Tensor floats(String name, List<Long> shape, float... values) {
        ByteBuffer data = ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (float value : values) {
            data.putFloat(value);
        }
        return new Tensor(name, TensorType.FP32, shape, data.flip());
    }

    private static Tensor text(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        ByteBuffer data = ByteBuffer.allocate(Integer.BYTES + bytes.length).order(ByteOrder.LITTLE_ENDIAN);
        return new Tensor(
                "x",
                TensorType.BYTES,
                List.of(1L, 1L),
                data.putInt(bytes.length).put(bytes).flip());
    }

    /** What the graph computes with unsigned numbers is as it was, although they come in and go out as signed ones. */
    @Test
    void unsignedNumbersAreUnsignedInside() throws Exception {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", TensorFolders.number(TensorType.UINT32), -1);
        graph.output("y", OnnxGraph.FLOAT, -1);
        graph.output("z", TensorFolders.number(TensorType.UINT16), -1);
        graph.node("", "Cast", Map.of("to", 1), List.of("x"), List.of("y"));
        graph.node("", "Cast", Map.of("to", 4), List.of("y"), List.of("z"));
        TensorFolders.write(root, graph);
        try (OrtTensorModel model = open()) {
            assertEquals(TensorType.UINT32, model.inputs().getFirst().type());
            assertEquals(List.of(-1L), model.inputs().getFirst().shape());
            assertEquals(TensorType.UINT16, model.outputs().getLast().type());
            ByteBuffer data = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
            data.putInt((int) 4_000_000_000L).putInt(65_535).flip();
            List<Tensor> found =
                    model.infer(List.of(new Tensor("x", TensorType.UINT32, List.of(2L), data)), List.of("z", "y"));
            assertEquals(4e9f, found.getLast().data().getFloat(0));
            assertEquals(65_535, Short.toUnsignedInt(found.getFirst().data().getShort(2)));
        }
    }

    /** The runtime's interface for Java writes other bytes for some characters; better none than those. */
    @Test
    void textsAreTheGraphsTextsOrRefused() throws Exception {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", TensorFolders.number(TensorType.BYTES), 1, 1);
        graph.output("y", TensorFolders.number(TensorType.BOOL), 1, 1);
        String price = graph.texts("€ grün");
        graph.node("", "Equal", Map.of(), List.of("x", price), List.of("y"));
        TensorFolders.write(root, graph.version(19));
        try (OrtTensorModel model = open()) {
            assertEquals(
                    1,
                    model.infer(List.of(text("€ grün")), List.of("y"))
                            .getFirst()
                            .data()
                            .get(0));
            assertEquals(
                    0,
                    model.infer(List.of(text("€")), List.of("y"))
                            .getFirst()
                            .data()
                            .get(0));
            for (String other : List.of("🎨", "a\0b")) {
                Fault fault = assertThrows(Fault.class, () -> model.infer(List.of(text(other)), List.of("y")));
                assertEquals(FaultCode.INVALID_REQUEST, fault.code());
            }
        }
    }

    @Test
    void whatTheGraphCannotRunOnIsTheCallersFault() throws Exception {
        OnnxGraph graph = new OnnxGraph();
        graph.input("x", OnnxGraph.FLOAT, -1, -1);
        graph.output("y", OnnxGraph.FLOAT, -1, -1);
        String weights = graph.floats(new float[] {1, 2, 3}, 3, 1);
        graph.node("", "MatMul", Map.of(), List.of("x", weights), List.of("y"));
        TensorFolders.write(root, graph);
        try (OrtTensorModel model = open()) {
            Fault fault = assertThrows(
                    Fault.class, () -> model.infer(List.of(floats("x", List.of(1L, 2L), 1, 2)), List.of("y")));
            assertEquals(FaultCode.INVALID_REQUEST, fault.code());
            assertTrue(fault.message().contains("MatMul"), fault.message());
            assertEquals(
                    14f,
                    model.infer(List.of(floats("x", List.of(1L, 3L), 1, 2, 3)), List.of("y"))
                            .getFirst()
                            .data()
                            .getFloat(0));
        }
    }

    @Test
    void anUnknownOperatorIsSaidAtLoad() throws Exception {
        TensorFolders.unknownOperator(root);
        ModelLoadException refused = assertThrows(ModelLoadException.class, this::open);
        assertTrue(String.valueOf(refused.getMessage()).contains("Prophesy"), refused.getMessage());
    }

    @Test
    void aClosedModelSaysThatItIs() throws Exception {
        TensorFolders.arithmetic(root);
        OrtTensorModel model = open();
        model.close();
        model.close();
        Fault fault = assertThrows(Fault.class, () -> model.infer(List.of(), List.of("sum")));
        assertEquals(FaultCode.SHUTTING_DOWN, fault.code());
    }
}
