package dev.freehold.builder;

import java.util.ArrayList;
import java.util.List;

/** An ONNX operator with its attributes, each onnx.proto's {@code AttributeProto}. */
record Operator(String domain, String type, List<ProtoMessage> attributes) {
    private static final int NAME = 1;
    private static final int TYPE = 20;

    /** One of ONNX itself. */
    static Operator standard(String type) {
        return new Operator("", type, List.of());
    }

    /** One that ONNX Runtime adds. */
    static Operator contributed(String type) {
        return new Operator(GraphBuilder.CONTRIBUTED, type, List.of());
    }

    Operator with(String name, long value) {
        return with(new ProtoMessage().with(NAME, name).with(3, value).with(TYPE, 2));
    }

    Operator with(String name, float value) {
        return with(new ProtoMessage().with(NAME, name).with(2, value).with(TYPE, 1));
    }

    Operator with(String name, String value) {
        return with(new ProtoMessage().with(NAME, name).with(4, value).with(TYPE, 3));
    }

    private Operator with(ProtoMessage attribute) {
        List<ProtoMessage> more = new ArrayList<>(attributes);
        more.add(attribute);
        return new Operator(domain, type, more);
    }
}
