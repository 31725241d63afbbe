package dev.freehold.api.openai;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The list that answers {@code POST /v1/embeddings}. */
record EmbeddingList(String object, List<Embedding> data, String model, UsageObject usage) {

    /** One vector: an array of numbers, or a string of base64. */
    record Embedding(String object, int index, Object embedding) {}

    static EmbeddingList of(
            String model, List<float[]> vectors, EmbeddingsRequest.Encoding encoding, UsageObject usage) {
        List<Embedding> data = new ArrayList<>(vectors.size());
        for (float[] vector : vectors) {
            data.add(new Embedding("embedding", data.size(), encode(vector, encoding)));
        }
        return new EmbeddingList("list", data, model, usage);
    }

    private static Object encode(float[] vector, EmbeddingsRequest.Encoding encoding) {
        return switch (encoding) {
            case FLOAT -> vector;
            case BASE64 -> base64(vector);
        };
    }

    private static String base64(float[] vector) {
        ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        bytes.asFloatBuffer().put(vector);
        return Base64.getEncoder().encodeToString(bytes.array());
    }
}
