package dev.freehold.builder;

import static dev.freehold.builder.Operator.contributed;
import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.StackedMatrix.Part;
import dev.freehold.builder.checkpoint.Weights;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attention with rotated queries and keys, and keys and values that several query heads share. The kernel appends to the
 * caches in place; it counts the attention mask, it does not read it, so rows are padded on the right.
 */
final class Attention {
    private final Llama model;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;
    private final Projections projections;
    private final Norms norms;
    private final Biases biases;
    private final RowLengths lengths;
    private final Map<Rotation, Tables> tables = new HashMap<>();

    /** Cosines and sines of a rotation. */
    private record Tables(String cosines, String sines) {}

    Attention(
            Llama model, Weights weights, GraphBuilder graph, TensorStore store, Projections projections, Norms norms) {
        this.model = model;
        this.weights = weights;
        this.graph = graph;
        this.store = store;
        this.projections = projections;
        this.norms = norms;
        this.biases = new Biases(weights, graph, store);
        this.lengths = RowLengths.of(graph);
    }

    String apply(int layer, String input) {
        String place = "/model/layers." + layer + "/attn";
        List<Part> parts = model.queriesKeysValues(layer);
        String packed =
                projections.apply(place + "/qkv_proj/MatMul", new StackedMatrix(weights, model.width(), parts), input);
        if (model.hasInputBias()) {
            packed = biases.add(place + "/qkv_proj/Add", parts, 1, packed);
        }
        String mixed = attend(
                layer, place, model.normsQueriesAndKeys() ? normed(layer, place, packed) : List.of(packed, "", ""));
        List<Part> output = List.of(new Part(model.ofLayer(layer, "self_attn.o_proj.weight"), model.width()));
        StackedMatrix matrix = new StackedMatrix(weights, model.queryWidth(), model.outputFactor(), output);
        String given = projections.apply(place + "/o_proj/MatMul", matrix, mixed);
        return model.hasOutputBias() ? biases.add(place + "/o_proj/Add", output, model.outputFactor(), given) : given;
    }

    /** Queries, keys and values apart, the first two normalised head by head. */
    private List<String> normed(int layer, String place, String packed) {
        String queries = place + "/Split/output_0";
        String keys = place + "/Split/output_1";
        String values = place + "/Split/output_2";
        String sizes =
                graph.vector("/constants/qkv_sizes_" + layer, model.queryWidth(), model.keyWidth(), model.keyWidth());
        graph.add(
                place + "/Split",
                standard("Split").with("axis", -1),
                List.of(packed, sizes),
                List.of(queries, keys, values));
        return List.of(
                normedHeads(layer, place + "/q_norm", "self_attn.q_norm.weight", queries, model.heads()),
                normedHeads(layer, place + "/k_norm", "self_attn.k_norm.weight", keys, model.sharedHeads()),
                values);
    }

    private String normedHeads(int layer, String place, String tensor, String input, int heads) {
        String apart = graph.add(
                place + "/Reshape_1",
                standard("Reshape"),
                input,
                graph.vector(place + "/heads", 0, 0, heads, model.headSize()));
        String normed = norms.apply(model.ofLayer(layer, tensor), model.headSize(), apart);
        String together = graph.vector(place + "/together", 0, 0, (long) heads * model.headSize());
        return graph.add(place + "/Reshape_2", standard("Reshape"), normed, together);
    }

    /** The inputs are queries, keys and values, or all of them packed into the first. */
    private String attend(int layer, String place, List<String> inputs) {
        String mixed = place + "/GroupQueryAttention/output_0";
        Optional<Tables> turned = model.rotation(layer).map(this::tables);
        graph.add(
                place + "/GroupQueryAttention",
                operator(layer, turned.isPresent()),
                List.of(
                        inputs.get(0),
                        inputs.get(1),
                        inputs.get(2),
                        past(layer, "key"),
                        past(layer, "value"),
                        lengths.before(),
                        lengths.longest(),
                        turned.map(Tables::cosines).orElse(""),
                        turned.map(Tables::sines).orElse("")),
                List.of(mixed, present(layer, "key"), present(layer, "value")));
        return mixed;
    }

    private Operator operator(int layer, boolean isTurned) {
        Operator attention = contributed("GroupQueryAttention")
                .with("num_heads", model.heads())
                .with("kv_num_heads", model.sharedHeads())
                .with("scale", (float) model.attentionScale())
                .with("do_rotary", isTurned ? 1 : 0)
                .with("rotary_interleaved", 0);
        if (model.attentionCap().isPresent()) {
            attention =
                    attention.with("softcap", model.attentionCap().orElseThrow().floatValue());
        }
        Optional<Integer> window = model.window(layer);
        return window.isPresent() ? attention.with("local_window_size", window.orElseThrow()) : attention;
    }

    private Tables tables(Rotation rotation) {
        return tables.computeIfAbsent(rotation, added -> {
            String suffix = tables.isEmpty() ? "" : "_" + tables.size();
            return new Tables(
                    store.floats("cos_cache" + suffix, Rotations.cosines(added, model.context())),
                    store.floats("sin_cache" + suffix, Rotations.sines(added, model.context())));
        });
    }

    private String past(int layer, String which) {
        return graph.input(
                "past_key_values." + layer + "." + which,
                ElementType.FLOAT,
                "batch_size",
                model.sharedHeads(),
                "past_sequence_length",
                model.headSize());
    }

    private String present(int layer, String which) {
        return graph.output(
                "present." + layer + "." + which,
                ElementType.FLOAT,
                "batch_size",
                model.sharedHeads(),
                "total_sequence_length",
                model.headSize());
    }
}
