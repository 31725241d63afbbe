package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.List;

/** What a graph says of a tensor that goes in, comes out, or is passed on: onnx.proto's {@code ValueInfoProto}. */
record Value(String name, Message message) {
    static final int INT32 = 6;
    static final int INT64 = 7;

    private static final int NAME = 1;
    private static final int TYPE = 2;
    private static final int TENSOR = 1;
    private static final int ELEMENT = 1;
    private static final int SHAPE = 2;
    private static final int DIMENSION = 1;

    static Value of(Message message) {
        return new Value(message.text(NAME), message);
    }

    /** A tensor whose dimensions are numbers or names. */
    static Value tensor(String name, long element, Object... dimensions) {
        return of(Message.of(Field.text(NAME, name), new Field.Nested(TYPE, type(element, dimensions))));
    }

    /** The type of its elements, 0 when it is no tensor. */
    long element() throws MalformedGraph {
        return message.message(TYPE).message(TENSOR).number(ELEMENT, 0);
    }

    /** Each dimension: a number, a name, or nothing. */
    List<Object> dimensions() throws MalformedGraph {
        List<Object> dimensions = new ArrayList<>();
        for (Message dimension :
                message.message(TYPE).message(TENSOR).message(SHAPE).messages(DIMENSION)) {
            long size = dimension.number(1, -1);
            dimensions.add(size >= 0 ? (Object) size : dimension.text(2));
        }
        return dimensions;
    }

    /** The same name with another type. */
    Value withType(long element, Object... dimensions) {
        List<Field> fields = new ArrayList<>(message.without(TYPE));
        fields.add(new Field.Nested(TYPE, type(element, dimensions)));
        return of(new Message(fields));
    }

    /** The same with elements of another type. */
    Value withElement(long element) throws MalformedGraph {
        List<Field> tensor =
                new ArrayList<>(message.message(TYPE).message(TENSOR).without(ELEMENT));
        tensor.add(new Field.Varint(ELEMENT, element));
        List<Field> fields = new ArrayList<>(message.without(TYPE));
        fields.add(new Field.Nested(TYPE, Message.of(new Field.Nested(TENSOR, new Message(tensor)))));
        return of(new Message(fields));
    }

    private static Message type(long element, Object... dimensions) {
        List<Field> shape = new ArrayList<>();
        for (Object dimension : dimensions) {
            Field size = dimension instanceof Long number
                    ? new Field.Varint(1, number)
                    : Field.text(2, String.valueOf(dimension));
            shape.add(new Field.Nested(DIMENSION, Message.of(size)));
        }
        Message tensor = Message.of(new Field.Varint(ELEMENT, element), new Field.Nested(SHAPE, new Message(shape)));
        return Message.of(new Field.Nested(TENSOR, tensor));
    }
}
