package dev.freehold.api.openinference;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Writes outputs. */
final class TensorJson {
    private TensorJson() {}

    /** An output whose bytes follow behind the JSON. */
    static void describe(JsonGenerator json, Tensor output) throws IOException {
        begin(json, output);
        json.writeObjectFieldStart("parameters");
        json.writeNumberField("binary_data_size", output.data().remaining());
        json.writeEndObject();
        json.writeEndObject();
    }

    static void write(JsonGenerator json, Tensor output) throws IOException {
        begin(json, output);
        json.writeArrayFieldStart("data");
        ByteBuffer data = output.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            element(json, output, data);
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    private static void begin(JsonGenerator json, Tensor output) throws IOException {
        json.writeStartObject();
        json.writeStringField("name", output.name());
        json.writeArrayFieldStart("shape");
        for (long dimension : output.shape()) {
            json.writeNumber(dimension);
        }
        json.writeEndArray();
        json.writeStringField("datatype", output.type().name());
    }

    private static void element(JsonGenerator json, Tensor output, ByteBuffer data) throws IOException {
        switch (output.type()) {
            case BOOL -> json.writeBoolean(data.get() != 0);
            case UINT8 -> json.writeNumber(Byte.toUnsignedInt(data.get()));
            case UINT16 -> json.writeNumber(Short.toUnsignedInt(data.getShort()));
            case UINT32 -> json.writeNumber(Integer.toUnsignedLong(data.getInt()));
            case UINT64 -> json.writeNumber(new BigInteger(Long.toUnsignedString(data.getLong())));
            case INT8 -> json.writeNumber(data.get());
            case INT16 -> json.writeNumber(data.getShort());
            case INT32 -> json.writeNumber(data.getInt());
            case INT64 -> json.writeNumber(data.getLong());
            case FP32 -> {
                float number = data.getFloat();
                check(Float.isFinite(number), output);
                json.writeNumber(number);
            }
            case FP64 -> {
                double number = data.getDouble();
                check(Double.isFinite(number), output);
                json.writeNumber(number);
            }
            case FP16, BF16 -> check(false, output);
            case BYTES -> json.writeString(text(data));
        }
    }

    private static String text(ByteBuffer data) {
        byte[] text = new byte[data.getInt()];
        data.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }

    private static void check(boolean hasForm, Tensor output) {
        if (!hasForm) {
            throw Fault.invalid(
                    "outputs",
                    "The output '%s' holds what JSON has no form for; ask for its bytes with 'parameters.binary_data'."
                            .formatted(output.name()));
        }
    }
}
