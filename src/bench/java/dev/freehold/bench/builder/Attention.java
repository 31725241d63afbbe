package dev.freehold.bench.builder;

import static dev.freehold.bench.builder.Operator.contributed;
import static dev.freehold.bench.builder.Operator.standard;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import java.util.List;

/**
 * Attention with rotated queries and keys, and keys and values that several query heads share. The kernel appends to the
 * caches in place; it counts the attention mask, it does not read it, so rows are padded on the right.
 */
final class Attention {
    private final DecoderShape shape;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;
    private final Projections projections;
    private final String lengths;
    private final String longest;
    private final String cosines;
    private final String sines;

    Attention(DecoderShape shape, Weights weights, GraphBuilder graph, TensorStore store, Projections projections) {
        this.shape = shape;
        this.weights = weights;
        this.graph = graph;
        this.store = store;
        this.projections = projections;
        String mask = graph.input("attention_mask", DataType.INT64, "batch_size", "total_sequence_length");
        this.lengths = lengths(mask);
        this.longest = longest(mask);
        this.cosines = store.floats("cos_cache", Rotations.cosines(shape));
        this.sines = store.floats("sin_cache", Rotations.sines(shape));
    }

    String apply(int layer, String input) {
        String place = "/model/layers." + layer + "/attn";
        String packed = projections.apply(place + "/qkv_proj/MatMul", queriesKeysValues(layer), input);
        if (shape.family().hasAttentionBias()) {
            String bias = store.vector(place + "/qkv_proj/Add.bias", bias(layer));
            packed = graph.add(place + "/qkv_proj/Add", standard("Add"), packed, bias);
        }
        String mixed = attend(layer, place, packed);
        StackedMatrix output = new StackedMatrix(weights, shape.queryWidth())
                .with(TensorNames.ofLayer(layer, "self_attn.o_proj.weight"), shape.width());
        return projections.apply(place + "/o_proj/MatMul", output, mixed);
    }

    private String attend(int layer, String place, String packed) {
        String mixed = place + "/GroupQueryAttention/output_0";
        Operator attention = contributed("GroupQueryAttention")
                .with("num_heads", shape.heads())
                .with("kv_num_heads", shape.sharedHeads())
                .with("scale", (float) (1 / Math.sqrt(shape.headSize())))
                .with("do_rotary", 1)
                .with("rotary_interleaved", 0);
        graph.add(
                place + "/GroupQueryAttention",
                attention,
                List.of(packed, "", "", past(layer, "key"), past(layer, "value"), lengths, longest, cosines, sines),
                List.of(mixed, present(layer, "key"), present(layer, "value")));
        return mixed;
    }

    private StackedMatrix queriesKeysValues(int layer) {
        return new StackedMatrix(weights, shape.width())
                .with(TensorNames.ofLayer(layer, "self_attn.q_proj.weight"), shape.queryWidth())
                .with(TensorNames.ofLayer(layer, "self_attn.k_proj.weight"), shape.keyWidth())
                .with(TensorNames.ofLayer(layer, "self_attn.v_proj.weight"), shape.keyWidth());
    }

    private float[] bias(int layer) {
        float[] queries = new float[shape.queryWidth()];
        float[] shared = new float[shape.keyWidth()];
        float[] all = new float[queries.length + 2 * shared.length];
        weights.readRow(TensorNames.ofLayer(layer, "self_attn.q_proj.bias"), 0, queries);
        System.arraycopy(queries, 0, all, 0, queries.length);
        weights.readRow(TensorNames.ofLayer(layer, "self_attn.k_proj.bias"), 0, shared);
        System.arraycopy(shared, 0, all, queries.length, shared.length);
        weights.readRow(TensorNames.ofLayer(layer, "self_attn.v_proj.bias"), 0, shared);
        System.arraycopy(shared, 0, all, queries.length + shared.length, shared.length);
        return all;
    }

    /** Tokens of each row before its last one. */
    private String lengths(String mask) {
        String place = "/model/attn_mask_reformat/seqlens_k/";
        String counted = graph.add(
                place + "ReduceSum",
                standard("ReduceSum").with("keepdims", 0),
                mask,
                graph.vector("/constants/mask_axis", 1));
        String before = graph.add(place + "Sub", standard("Sub"), counted, graph.scalar("/constants/one", 1));
        return graph.add(place + "Cast", toInt32(), before);
    }

    private String longest(String mask) {
        String place = "/model/attn_mask_reformat/total_seq_len/";
        String size = graph.add(place + "Shape", standard("Shape"), mask);
        String columns = graph.add(place + "Gather", standard("Gather"), size, graph.scalar("/constants/columns", 1));
        return graph.add(place + "Cast", toInt32(), columns);
    }

    private static Operator toInt32() {
        return standard("Cast").with("to", DataType.INT32.getNumber());
    }

    private String past(int layer, String which) {
        return graph.input(
                "past_key_values." + layer + "." + which,
                DataType.FLOAT,
                "batch_size",
                shape.sharedHeads(),
                "past_sequence_length",
                shape.headSize());
    }

    private String present(int layer, String which) {
        return graph.output(
                "present." + layer + "." + which,
                DataType.FLOAT,
                "batch_size",
                shape.sharedHeads(),
                "total_sequence_length",
                shape.headSize());
    }
}
