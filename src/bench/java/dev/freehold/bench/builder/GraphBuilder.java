package dev.freehold.bench.builder;

import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.OperatorSetIdProto;
import ai.onnx.proto.OnnxMl.StringStringEntryProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import java.util.List;

/** An ONNX graph that grows node by node. Tensors go by their names. */
final class GraphBuilder {
    static final String CONTRIBUTED = "com.microsoft";
    private static final int IR_VERSION = 10;
    private static final int OPERATOR_SET = 21;

    private final GraphProto.Builder graph;

    GraphBuilder(String name) {
        this.graph = GraphProto.newBuilder().setName(name);
    }

    /** Each dimension is a whole number or, when it is open, a name. */
    String input(String name, DataType type, Object... dimensions) {
        graph.addInput(value(name, type, dimensions));
        return name;
    }

    String output(String name, DataType type, Object... dimensions) {
        graph.addOutput(value(name, type, dimensions));
        return name;
    }

    /** A one-dimensional constant. */
    String vector(String name, long... values) {
        TensorProto.Builder tensor = tensor(name, DataType.INT64).addDims(values.length);
        for (long value : values) {
            tensor.addInt64Data(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A constant without dimensions. */
    String scalar(String name, long value) {
        graph.addInitializer(tensor(name, DataType.INT64).addInt64Data(value));
        return name;
    }

    String external(String name, DataType type, ExternalData.Part part, long... dimensions) {
        TensorProto.Builder tensor = tensor(name, type)
                .setDataLocation(TensorProto.DataLocation.EXTERNAL)
                .addExternalData(entry("location", part.location()))
                .addExternalData(entry("offset", Long.toString(part.offset())))
                .addExternalData(entry("length", Long.toString(part.bytes().byteSize())));
        for (long dimension : dimensions) {
            tensor.addDims(dimension);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** Adds a node with one output, and names that. */
    String add(String name, Operator operator, String... inputs) {
        String output = name + "/output_0";
        add(name, operator, List.of(inputs), List.of(output));
        return output;
    }

    /** An input or output that is left out has the empty name. */
    void add(String name, Operator operator, List<String> inputs, List<String> outputs) {
        graph.addNode(NodeProto.newBuilder()
                .setName(name)
                .setDomain(operator.domain())
                .setOpType(operator.type())
                .addAllAttribute(operator.attributes())
                .addAllInput(inputs)
                .addAllOutput(outputs));
    }

    ModelProto build() {
        return ModelProto.newBuilder()
                .setIrVersion(IR_VERSION)
                .setProducerName("freehold")
                .addOpsetImport(OperatorSetIdProto.newBuilder().setDomain("").setVersion(OPERATOR_SET))
                .addOpsetImport(
                        OperatorSetIdProto.newBuilder().setDomain(CONTRIBUTED).setVersion(1))
                .setGraph(graph)
                .build();
    }

    private static TensorProto.Builder tensor(String name, DataType type) {
        return TensorProto.newBuilder().setName(name).setDataType(type.getNumber());
    }

    private static StringStringEntryProto entry(String key, String value) {
        return StringStringEntryProto.newBuilder().setKey(key).setValue(value).build();
    }

    private static ValueInfoProto value(String name, DataType type, Object... dimensions) {
        TensorShapeProto.Builder shape = TensorShapeProto.newBuilder();
        for (Object dimension : dimensions) {
            shape.addDim(
                    dimension instanceof Integer size
                            ? TensorShapeProto.Dimension.newBuilder().setDimValue(size)
                            : TensorShapeProto.Dimension.newBuilder().setDimParam(dimension.toString()));
        }
        return ValueInfoProto.newBuilder()
                .setName(name)
                .setType(TypeProto.newBuilder()
                        .setTensorType(TypeProto.Tensor.newBuilder()
                                .setElemType(type.getNumber())
                                .setShape(shape)))
                .build();
    }
}
