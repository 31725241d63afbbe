package dev.freehold.bench.builder;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.AttributeProto.AttributeType;
import java.util.ArrayList;
import java.util.List;

/** An ONNX operator with its attributes. */
record Operator(String domain, String type, List<AttributeProto> attributes) {

    /** One of ONNX itself. */
    static Operator standard(String type) {
        return new Operator("", type, List.of());
    }

    /** One that ONNX Runtime adds. */
    static Operator contributed(String type) {
        return new Operator(GraphBuilder.CONTRIBUTED, type, List.of());
    }

    Operator with(String name, long value) {
        return with(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.INT)
                .setI(value)
                .build());
    }

    Operator with(String name, float value) {
        return with(AttributeProto.newBuilder()
                .setName(name)
                .setType(AttributeType.FLOAT)
                .setF(value)
                .build());
    }

    private Operator with(AttributeProto attribute) {
        List<AttributeProto> more = new ArrayList<>(attributes);
        more.add(attribute);
        return new Operator(domain, type, more);
    }
}
