package dev.freehold.builder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.checkpoint.Weights;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/** Weights by chance for a configuration, under the names that its architecture publishes them with. */
public final class MadeUpCheckpoint implements Weights {
    private final JsonNode config;
    private final int width;
    private final int hidden;
    private final int queries;
    private final int keys;
    private final Map<String, float[]> tensors = new TreeMap<>();
    private final Map<String, long[]> shapes = new TreeMap<>();

    public MadeUpCheckpoint(JsonNode config) {
        this.config = config;
        this.width = size("hidden_size");
        this.hidden = size("intermediate_size");
        int head = config.path("head_dim").asInt(width / size("num_attention_heads"));
        this.queries = size("num_attention_heads") * head;
        this.keys = config.path("num_key_value_heads").asInt(size("num_attention_heads")) * head;
        String type = config.path("model_type").asText();
        boolean isGemma = type.startsWith("gemma");
        matrix("model.embed_tokens.weight", size("vocab_size"), width, isGemma ? 1 / Math.sqrt(width) : 1);
        vector("model.norm.weight", width, isGemma ? 0 : 1);
        if (!config.path("tie_word_embeddings").asBoolean(isGemma || type.equals("smollm3"))) {
            matrix("lm_head.weight", size("vocab_size"), width, 2 / Math.sqrt(width));
        }
        for (int layer = 0; layer < size("num_hidden_layers"); layer++) {
            layer("model.layers." + layer + ".", type, isGemma, head);
        }
    }

    private int size(String field) {
        return config.path(field).asInt();
    }

    private void layer(String place, String type, boolean isGemma, int head) {
        double one = isGemma ? 0 : 1;
        vector(place + "input_layernorm.weight", width, one);
        vector(place + "post_attention_layernorm.weight", width, one);
        if (type.equals("gemma2") || type.equals("gemma3_text")) {
            vector(place + "pre_feedforward_layernorm.weight", width, one);
            vector(place + "post_feedforward_layernorm.weight", width, one);
        }
        if (type.equals("qwen3") || type.equals("gemma3_text")) {
            vector(place + "self_attn.q_norm.weight", head, one);
            vector(place + "self_attn.k_norm.weight", head, one);
        }
        boolean biased = config.path("attention_bias").asBoolean(false);
        if (type.equals("phi3")) {
            matrix(place + "self_attn.qkv_proj.weight", queries + 2 * keys, width, 1 / Math.sqrt(width));
            matrix(place + "mlp.gate_up_proj.weight", 2 * hidden, width, 1 / Math.sqrt(width));
        } else {
            linear(place + "self_attn.q_proj", queries, width, biased || type.equals("qwen2"));
            linear(place + "self_attn.k_proj", keys, width, biased || type.equals("qwen2"));
            linear(place + "self_attn.v_proj", keys, width, biased || type.equals("qwen2"));
            linear(
                    place + "mlp.gate_proj",
                    hidden,
                    width,
                    config.path("mlp_bias").asBoolean(false));
            linear(place + "mlp.up_proj", hidden, width, config.path("mlp_bias").asBoolean(false));
        }
        linear(place + "self_attn.o_proj", width, queries, biased && !type.equals("qwen2"));
        linear(place + "mlp.down_proj", width, hidden, config.path("mlp_bias").asBoolean(false));
    }

    private void linear(String place, int rows, int columns, boolean biased) {
        matrix(place + ".weight", rows, columns, 1 / Math.sqrt(columns));
        if (biased) {
            vector(place + ".bias", rows, 0);
        }
    }

    private void matrix(String name, int rows, int columns, double spread) {
        put(name, 0, spread, rows, columns);
    }

    private void vector(String name, int length, double mean) {
        put(name, mean, 0.2, length);
    }

    /** What bfloat16 can hold, so that it is the same in each of the types. */
    private void put(String name, double mean, double spread, long... shape) {
        SplittableRandom random = new SplittableRandom(name.hashCode());
        float[] values = new float[Math.toIntExact(Arrays.stream(shape).reduce(1, (a, b) -> a * b))];
        for (int i = 0; i < values.length; i++) {
            float value = (float) (mean + spread * random.nextGaussian());
            values[i] = Float.intBitsToFloat(Float.floatToRawIntBits(value) & 0xFFFF0000);
        }
        tensors.put(name, values);
        shapes.put(name, shape);
    }

    @Override
    public void require(String tensor, long... shape) {
        if (!Arrays.equals(shape, shapes.get(tensor))) {
            throw new AssertionError(tensor + " has the shape " + Arrays.toString(shapes.get(tensor)));
        }
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        System.arraycopy(tensors.get(tensor), row * target.length, target, 0, target.length);
    }

    /** As one file, in single precision or as bfloat16. */
    public void write(Path folder, boolean isHalf) throws IOException {
        ObjectNode header = new ObjectMapper().createObjectNode();
        long end = 0;
        for (Map.Entry<String, float[]> tensor : tensors.entrySet()) {
            ObjectNode entry = header.putObject(tensor.getKey()).put("dtype", isHalf ? "BF16" : "F32");
            Arrays.stream(shapes.get(tensor.getKey())).forEach(entry.putArray("shape")::add);
            long bytes = (long) tensor.getValue().length * (isHalf ? 2 : 4);
            entry.putArray("data_offsets").add(end).add(end + bytes);
            end += bytes;
        }
        byte[] text = header.toString().getBytes(UTF_8);
        try (OutputStream out = Files.newOutputStream(folder.resolve("model.safetensors"))) {
            out.write(ByteBuffer.allocate(8)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putLong(text.length)
                    .array());
            out.write(text);
            for (float[] values : tensors.values()) {
                ByteBuffer bytes = ByteBuffer.allocate(values.length * 4).order(ByteOrder.LITTLE_ENDIAN);
                for (float value : values) {
                    if (isHalf) {
                        bytes.putShort((short) (Float.floatToRawIntBits(value) >>> 16));
                    } else {
                        bytes.putFloat(value);
                    }
                }
                out.write(bytes.array(), 0, bytes.position());
            }
        }
    }
}
