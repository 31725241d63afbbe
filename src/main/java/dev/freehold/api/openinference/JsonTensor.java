package dev.freehold.api.openinference;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.api.JsonFields;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A tensor written as an array of all its elements, or as arrays of arrays in its shape. */
final class JsonTensor {
    private final JsonFields fields;
    private final TensorType type;
    private final List<Long> shape;
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteBuffer element = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

    private JsonTensor(JsonFields fields, TensorType type, List<Long> shape) {
        this.fields = fields;
        this.type = type;
        this.shape = shape;
    }

    static ByteBuffer read(JsonFields fields, TensorType type, List<Long> shape) {
        if (type == TensorType.FP16 || type == TensorType.BF16) {
            throw Fault.invalid(
                    fields.pathOf("data"),
                    "%s has no form in JSON; send the bytes, see 'parameters.binary_data_size'.".formatted(type));
        }
        JsonTensor tensor = new JsonTensor(fields, type, shape);
        tensor.read();
        return ByteBuffer.wrap(tensor.out.toByteArray());
    }

    private void read() {
        List<JsonNode> data = fields.array("data");
        if (!data.isEmpty() && data.getFirst().isArray()) {
            checkLength("data", data.size(), 0);
            for (int i = 0; i < data.size(); i++) {
                nested("data[%d]".formatted(i), data.get(i), 1);
            }
            return;
        }
        long elements = Tensor.elements(shape);
        if (data.size() != elements) {
            throw Fault.invalid(
                    fields.pathOf("data"),
                    "'%s' holds %d elements, and the shape %s asks for %d."
                            .formatted(fields.pathOf("data"), data.size(), shape, elements));
        }
        for (int i = 0; i < data.size(); i++) {
            element("data", i, data.get(i));
        }
    }

    private void nested(String at, JsonNode node, int depth) {
        if (!node.isArray()) {
            throw fields.wrong(at, "an array, as the one before it", node);
        }
        checkLength(at, node.size(), depth);
        for (int i = 0; i < node.size(); i++) {
            if (depth + 1 < shape.size()) {
                nested("%s[%d]".formatted(at, i), node.get(i), depth + 1);
            } else {
                element(at, i, node.get(i));
            }
        }
    }

    private void checkLength(String at, int length, int depth) {
        if (depth >= shape.size() || shape.get(depth) != length) {
            throw Fault.invalid(
                    fields.pathOf(at),
                    "'%s' has %d elements, which the shape %s does not say."
                            .formatted(fields.pathOf(at), length, shape));
        }
    }

    private void element(String array, int index, JsonNode node) {
        boolean fits = switch (type) {
            case BOOL -> node.isBoolean();
            case BYTES -> node.isTextual();
            case FP32 -> node.isNumber() && Float.isFinite(node.floatValue());
            case FP64 -> node.isNumber() && Double.isFinite(node.doubleValue());
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                IntegerRange.of(type).holds(node);
            case FP16, BF16 -> false;
        };
        if (!fits) {
            String at = "%s[%d]".formatted(array, index);
            throw Fault.invalid(fields.pathOf(at), "'%s' must be %s.".formatted(fields.pathOf(at), expected()));
        }
        write(node);
    }

    private String expected() {
        return switch (type) {
            case BOOL -> "true or false";
            case BYTES -> "a string";
            case FP16, BF16, FP32, FP64 -> "a number within the range of %s".formatted(type);
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64 ->
                IntegerRange.of(type).inWords();
        };
    }

    private void write(JsonNode node) {
        element.clear();
        switch (type) {
            case BOOL -> element.put((byte) (node.booleanValue() ? 1 : 0));
            case BYTES -> {
                byte[] text = node.textValue().getBytes(StandardCharsets.UTF_8);
                element.putInt(text.length);
                out.write(element.array(), 0, element.position());
                out.writeBytes(text);
                return;
            }
            case FP32 -> element.putFloat(node.floatValue());
            case FP64 -> element.putDouble(node.doubleValue());
            case UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, BF16 -> {
                // The low bytes of the number in two's complement, whether it has a sign or not.
                element.putLong(node.bigIntegerValue().longValue());
                element.position(type.size());
            }
        }
        out.write(element.array(), 0, element.position());
    }
}
