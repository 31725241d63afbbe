package dev.freehold.api.openinference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** A request as it came: JSON, and behind it the bytes of tensors, one after the other. */
final class InferBody {
    static final String HEADER_LENGTH = "Inference-Header-Content-Length";

    private final byte[] json;
    /** What is left of these bytes. */
    private final ByteBuffer tail;

    private InferBody(byte[] json, ByteBuffer tail) {
        this.json = json;
        this.tail = tail;
    }

    /** @param headerLength how long the JSON is; all of the body when absent */
    static InferBody of(ByteBuffer body, @Nullable String headerLength) {
        int whole = body.remaining();
        int length = headerLength == null ? whole : length(headerLength, whole);
        byte[] json = new byte[length];
        body.get(json);
        return new InferBody(json, body);
    }

    private static int length(String header, int most) {
        try {
            int length = Integer.parseInt(header);
            if (length > 0 && length <= most) {
                return length;
            }
        } catch (NumberFormatException notANumber) {
            // said below
        }
        throw new Fault(
                FaultCode.INVALID_REQUEST,
                "The header Inference-Header-Content-Length must be a number from 1 to %d, the length of the body."
                        .formatted(most));
    }

    byte[] json() {
        return json;
    }

    /** The next bytes, which are those of one tensor. */
    ByteBuffer take(String field, long size) {
        if (size > tail.remaining()) {
            throw Fault.invalid(
                    field, "'%s' is %d, and the body has only %d bytes left.".formatted(field, size, tail.remaining()));
        }
        ByteBuffer taken = tail.slice(tail.position(), (int) size);
        tail.position(tail.position() + (int) size);
        return taken;
    }

    void checkEnd() {
        if (tail.hasRemaining()) {
            throw new Fault(
                    FaultCode.INVALID_REQUEST,
                    "The body has %d bytes more than its inputs name in binary_data_size.".formatted(tail.remaining()));
        }
    }
}
