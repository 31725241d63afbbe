package dev.freehold.api.openinference;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.Tensor;
import io.netty.buffer.Unpooled;
import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * What is sent back.
 *
 * @param headerLength how long the JSON is, when bytes of tensors follow
 */
record InferAnswer(Buffer body, OptionalInt headerLength) {
    private static final JsonFactory JSON = new JsonFactory();

    static InferAnswer of(String model, InferRequest request, List<Tensor> outputs) {
        try {
            return write(model, request, outputs);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static InferAnswer write(String model, InferRequest request, List<Tensor> outputs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<ByteBuffer> tail = new ArrayList<>();
        try (JsonGenerator json = JSON.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("model_name", model);
            json.writeStringField("model_version", TensorInference.VERSION);
            if (request.id().isPresent()) {
                json.writeStringField("id", request.id().get());
            }
            json.writeArrayFieldStart("outputs");
            for (Tensor output : outputs) {
                if (request.wantsBytes(output.name())) {
                    TensorJson.describe(json, output);
                    tail.add(output.data());
                } else {
                    TensorJson.write(json, output);
                }
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        int headerLength = out.size();
        if (tail.isEmpty()) {
            return new InferAnswer(Buffer.buffer(out.toByteArray()), OptionalInt.empty());
        }
        tail.addFirst(ByteBuffer.wrap(out.toByteArray()));
        return new InferAnswer(together(tail), OptionalInt.of(headerLength));
    }

    @SuppressWarnings("deprecation") // There is no other way that does not copy.
    private static Buffer together(List<ByteBuffer> parts) {
        return Buffer.buffer(Unpooled.wrappedBuffer(parts.toArray(ByteBuffer[]::new)));
    }

    String mediaType() {
        return headerLength.isPresent() ? "application/octet-stream" : "application/json";
    }
}
