package dev.freehold.api.openinference;

import com.google.protobuf.ByteString;
import com.google.protobuf.Descriptors.FieldDescriptor;
import dev.freehold.api.openinference.wire.InferTensorContents;
import dev.freehold.core.Fault;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorType;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Elements one by one, in the list that is for their type. */
final class WireContents {
    private WireContents() {}

    static boolean canHold(TensorType type) {
        return type != TensorType.FP16 && type != TensorType.BF16;
    }

    static ByteBuffer read(InferTensorContents contents, TensorType type, String field) {
        check(contents, type, field);
        ByteBuffer data = ByteBuffer.allocate(size(contents, type)).order(ByteOrder.LITTLE_ENDIAN);
        switch (type) {
            case BOOL -> contents.getBoolContentsList().forEach(value -> data.put((byte) (value ? 1 : 0)));
            case INT8, INT16, INT32 -> {
                for (int i = 0; i < contents.getIntContentsCount(); i++) {
                    put(data, type, contents.getIntContents(i), field);
                }
            }
            case UINT8, UINT16, UINT32 -> {
                for (int i = 0; i < contents.getUintContentsCount(); i++) {
                    put(data, type, Integer.toUnsignedLong(contents.getUintContents(i)), field);
                }
            }
            case INT64 -> contents.getInt64ContentsList().forEach(data::putLong);
            case UINT64 -> contents.getUint64ContentsList().forEach(data::putLong);
            case FP32 -> contents.getFp32ContentsList().forEach(data::putFloat);
            case FP64 -> contents.getFp64ContentsList().forEach(data::putDouble);
            case BYTES -> {
                for (ByteString text : contents.getBytesContentsList()) {
                    data.putInt(text.size());
                    text.copyTo(data);
                }
            }
            case FP16, BF16 -> throw new IllegalStateException("refused before");
        }
        return data.flip();
    }

    /** Nothing may stand in a list for another type. */
    private static void check(InferTensorContents contents, TensorType type, String field) {
        if (!canHold(type)) {
            throw Fault.invalid(
                    field + ".contents", "%s has no contents; send the bytes in raw_input_contents.".formatted(type));
        }
        for (FieldDescriptor list : contents.getAllFields().keySet()) {
            if (list.getNumber() != list(type)) {
                throw Fault.invalid(
                        field + ".contents", "'%s' is not for elements of %s.".formatted(list.getName(), type));
            }
        }
    }

    private static int list(TensorType type) {
        return switch (type) {
            case BOOL -> InferTensorContents.BOOL_CONTENTS_FIELD_NUMBER;
            case INT8, INT16, INT32 -> InferTensorContents.INT_CONTENTS_FIELD_NUMBER;
            case INT64 -> InferTensorContents.INT64_CONTENTS_FIELD_NUMBER;
            case UINT8, UINT16, UINT32 -> InferTensorContents.UINT_CONTENTS_FIELD_NUMBER;
            case UINT64 -> InferTensorContents.UINT64_CONTENTS_FIELD_NUMBER;
            case FP32 -> InferTensorContents.FP32_CONTENTS_FIELD_NUMBER;
            case FP64 -> InferTensorContents.FP64_CONTENTS_FIELD_NUMBER;
            case BYTES -> InferTensorContents.BYTES_CONTENTS_FIELD_NUMBER;
            case FP16, BF16 -> 0;
        };
    }

    private static int size(InferTensorContents contents, TensorType type) {
        return switch (type) {
            case BOOL -> contents.getBoolContentsCount();
            case INT8, INT16, INT32 -> contents.getIntContentsCount() * type.size();
            case UINT8, UINT16, UINT32 -> contents.getUintContentsCount() * type.size();
            case INT64 -> contents.getInt64ContentsCount() * type.size();
            case UINT64 -> contents.getUint64ContentsCount() * type.size();
            case FP32 -> contents.getFp32ContentsCount() * type.size();
            case FP64 -> contents.getFp64ContentsCount() * type.size();
            case BYTES ->
                contents.getBytesContentsList().stream()
                        .mapToInt(text -> Integer.BYTES + text.size())
                        .sum();
            case FP16, BF16 -> 0;
        };
    }

    private static void put(ByteBuffer data, TensorType type, long value, String field) {
        if (!IntegerRange.of(type).holds(value)) {
            throw Fault.invalid(
                    field + ".contents",
                    "Each element must be %s.".formatted(IntegerRange.of(type).inWords()));
        }
        switch (type.size()) {
            case Byte.BYTES -> data.put((byte) value);
            case Short.BYTES -> data.putShort((short) value);
            default -> data.putInt((int) value);
        }
    }

    static InferTensorContents of(Tensor tensor) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        ByteBuffer data = tensor.data().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        while (data.hasRemaining()) {
            switch (tensor.type()) {
                case BOOL -> contents.addBoolContents(data.get() != 0);
                case INT8 -> contents.addIntContents(data.get());
                case INT16 -> contents.addIntContents(data.getShort());
                case INT32 -> contents.addIntContents(data.getInt());
                case INT64 -> contents.addInt64Contents(data.getLong());
                case UINT8 -> contents.addUintContents(Byte.toUnsignedInt(data.get()));
                case UINT16 -> contents.addUintContents(Short.toUnsignedInt(data.getShort()));
                case UINT32 -> contents.addUintContents(data.getInt());
                case UINT64 -> contents.addUint64Contents(data.getLong());
                case FP32 -> contents.addFp32Contents(data.getFloat());
                case FP64 -> contents.addFp64Contents(data.getDouble());
                case BYTES -> contents.addBytesContents(ByteString.copyFrom(data, data.getInt()));
                case FP16, BF16 -> throw new IllegalStateException("sent as bytes");
            }
        }
        return contents.build();
    }
}
