package dev.freehold.inference.decoder;

import static dev.freehold.inference.decoder.OnnxGraph.BOOL;
import static dev.freehold.inference.decoder.OnnxGraph.FLOAT;
import static dev.freehold.inference.decoder.OnnxGraph.FLOAT16;
import static dev.freehold.inference.decoder.OnnxGraph.INT32;
import static dev.freehold.inference.decoder.OnnxGraph.INT64;
import static dev.freehold.inference.decoder.OnnxGraph.INT8;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;

/** A Llama of random weights, the same ones in either layout. */
final class TinyLlama {
    static final int VOCABULARY = 320;
    static final int CONTEXT = 640;
    private static final int LAYERS = 2;
    private static final int WIDTH = 32;
    private static final int HEADS = 4;
    private static final int SHARED_HEADS = 2;
    private static final int HEAD = 16;
    private static final int HIDDEN = 48;
    private static final float KEY_SCALE = 0.06f;
    private static final float VALUE_SCALE = 0.06f;

    /** How a graph differs from one of plain operators with logits for every position. */
    enum Trait {
        /** GroupQueryAttention over caches that are appended in place; logits for the last position only. */
        IN_PLACE,
        /** Logits for the positions that an input names. */
        SELECTING,
        /** Logits for as many of the last positions as an input says. */
        KEEPING,
        /** The position is picked before the last norm. */
        EARLY,
        /** Positions are counted in the graph. */
        COUNTING,
        /** Keys and values of two bytes. */
        HALF_CACHE,
        /** Keys and values of one byte and a scale; in place only. */
        BYTE_CACHE,
        /** Tokens, mask and positions are int32. */
        NARROW,
        /** The graph is a branch, beside an empty one, of a graph that takes {@code use_cache_branch}. */
        MERGED,
        /** Every token sees those that follow it. */
        LOOKS_AHEAD
    }

    private final Set<Trait> traits;
    private final OnnxGraph outer = new OnnxGraph();
    private final OnnxGraph graph;
    private final List<String> results = new ArrayList<>();
    private final SplittableRandom random = new SplittableRandom(11);
    private final String cosines;
    private final String sines;

    private TinyLlama(Set<Trait> traits) {
        this.traits = traits;
        this.graph = is(Trait.MERGED) ? new OnnxGraph("then_") : outer;
        this.cosines = rotations(true);
        this.sines = rotations(false);
    }

    static byte[] inPlace() {
        return of(Trait.IN_PLACE);
    }

    static byte[] plain() {
        return of();
    }

    static byte[] selecting() {
        return of(Trait.IN_PLACE, Trait.SELECTING);
    }

    static byte[] of(Trait... traits) {
        return new TinyLlama(Set.of(traits)).build();
    }

    private boolean is(Trait trait) {
        return traits.contains(trait);
    }

    private byte[] build() {
        outer.input("input_ids", numbers(), -1, -1);
        outer.input("attention_mask", numbers(), -1, -1);
        Attention attention = is(Trait.IN_PLACE) ? grouped() : plainOperators();
        String embeddings = weights(VOCABULARY, WIDTH);
        String hidden = graph.node("Gather", embeddings, "input_ids");
        for (int layer = 0; layer < LAYERS; layer++) {
            String normed = norm(hidden);
            String attended = attention.apply(
                    layer,
                    graph.node("MatMul", normed, weights(WIDTH, HEADS * HEAD)),
                    graph.node("MatMul", normed, weights(WIDTH, SHARED_HEADS * HEAD)),
                    graph.node("MatMul", normed, weights(WIDTH, SHARED_HEADS * HEAD)));
            hidden = graph.node("Add", hidden, graph.node("MatMul", attended, weights(HEADS * HEAD, WIDTH)));
            hidden = graph.node("Add", hidden, feedForward(norm(hidden)));
        }
        String last = is(Trait.EARLY) ? norm(wanted(hidden)) : wanted(norm(hidden));
        output("logits", FLOAT, -1, -1, VOCABULARY);
        graph.node("", "MatMul", Map.of(), List.of(last, weights(WIDTH, VOCABULARY)), List.of("logits"));
        if (is(Trait.MERGED)) {
            merge();
        }
        return outer.toBytes();
    }

    /** The choice gives the logits under another name than its branch. */
    private void merge() {
        outer.input("use_cache_branch", BOOL, 1);
        List<String> names = results.stream()
                .map(name -> name.equals("logits") ? "chosen" : name)
                .toList();
        Map<String, Object> branches = Map.of("then_branch", graph, "else_branch", new OnnxGraph("else_"));
        outer.node("", "If", branches, List.of("use_cache_branch"), names);
        outer.node("", "Identity", Map.of(), List.of("chosen"), List.of("logits"));
    }

    private int numbers() {
        return is(Trait.NARROW) ? INT32 : INT64;
    }

    private void output(String name, int type, int... dimensions) {
        results.add(name);
        graph.output(name, type, dimensions);
        if (is(Trait.MERGED)) {
            outer.output(name, type, dimensions);
        }
    }

    private String wanted(String hidden) {
        if (is(Trait.SELECTING)) {
            outer.input(GraphSignature.POSITIONS, INT64, -1);
            String all = graph.node("Reshape", hidden, graph.longs(1, -1, WIDTH));
            return graph.node("Gather", Map.of("axis", 1), all, GraphSignature.POSITIONS);
        }
        if (is(Trait.KEEPING)) {
            outer.input("num_logits_to_keep", INT64);
            String from = graph.node("Unsqueeze", graph.node("Neg", "num_logits_to_keep"), graph.longs(0));
            return graph.node("Slice", hidden, from, graph.longs(Long.MAX_VALUE), graph.longs(1));
        }
        return is(Trait.IN_PLACE)
                ? graph.node("Slice", hidden, graph.longs(-1), graph.longs(Integer.MAX_VALUE), graph.longs(1))
                : hidden;
    }

    private interface Attention {
        String apply(int layer, String query, String key, String value);
    }

    private Attention grouped() {
        String ones = graph.node("ReduceSum", Map.of("keepdims", 0), "attention_mask", graph.longs(1));
        String lengths = graph.node("Cast", Map.of("to", INT32), graph.node("Sub", ones, graph.number(1)));
        String total = graph.node("Cast", Map.of("to", INT32), maskLength());
        String cosine = narrow(cosines);
        String sine = narrow(sines);
        return (layer, query, key, value) -> {
            caches(layer);
            List<String> inputs = new ArrayList<>(List.of(
                    narrow(query),
                    narrow(key),
                    narrow(value),
                    past(layer, "key"),
                    past(layer, "value"),
                    lengths,
                    total,
                    cosine,
                    sine));
            Map<String, Object> attributes =
                    new HashMap<>(Map.of("num_heads", HEADS, "kv_num_heads", SHARED_HEADS, "do_rotary", 1));
            if (is(Trait.BYTE_CACHE)) {
                inputs.addAll(List.of("", "", "", graph.decimal(KEY_SCALE), graph.decimal(VALUE_SCALE)));
                attributes.putAll(
                        Map.of("k_quant_type", "PER_TENSOR", "v_quant_type", "PER_TENSOR", "kv_cache_bit_width", 8));
            }
            List<String> outputs = List.of("attended" + layer, present(layer, "key"), present(layer, "value"));
            graph.node("com.microsoft", "GroupQueryAttention", attributes, inputs, outputs);
            return wide("attended" + layer);
        };
    }

    private String narrow(String tensor) {
        return is(Trait.HALF_CACHE) ? graph.node("Cast", Map.of("to", FLOAT16), tensor) : tensor;
    }

    private String wide(String tensor) {
        return is(Trait.HALF_CACHE) ? graph.node("Cast", Map.of("to", FLOAT), tensor) : tensor;
    }

    private Attention plainOperators() {
        String positions = positions();
        String rows = graph.longs(1);
        String cosine = graph.node("Unsqueeze", graph.node("Gather", cosines, positions), rows);
        String sine = graph.node("Unsqueeze", graph.node("Gather", sines, positions), rows);
        String keys = graph.node("Range", graph.number(0), maskLength(), graph.number(1));
        String own = graph.node("Unsqueeze", graph.node("Cast", Map.of("to", INT64), positions), graph.longs(1, 3));
        float hidden = is(Trait.LOOKS_AHEAD) ? 0 : -1e9f;
        String mask =
                graph.node("Where", graph.node("LessOrEqual", keys, own), graph.decimal(0), graph.decimal(hidden));
        return (layer, query, key, value) -> {
            caches(layer);
            String rotatedKey = rotate(split(key, SHARED_HEADS), cosine, sine);
            String allKeys = append(layer, "key", rotatedKey);
            String allValues = append(layer, "value", split(value, SHARED_HEADS));
            String turned = graph.node("Transpose", Map.of("perm", new int[] {0, 1, 3, 2}), allKeys);
            String scores = graph.node("MatMul", rotate(split(query, HEADS), cosine, sine), turned);
            String scaled = graph.node("Mul", scores, graph.decimal((float) (1 / Math.sqrt(HEAD))));
            String shares = graph.node("Softmax", Map.of("axis", -1), graph.node("Add", scaled, mask));
            String mixed = graph.node("MatMul", shares, allValues);
            String joined = graph.node("Transpose", Map.of("perm", new int[] {0, 2, 1, 3}), mixed);
            return graph.node("Reshape", joined, graph.longs(0, 0, HEADS * HEAD));
        };
    }

    /** Appends to the cache, and repeats each shared head for the query heads that use it. */
    private String append(int layer, String which, String fresh) {
        List<String> parts = List.of(past(layer, which), narrow(fresh));
        graph.node("", "Concat", Map.of("axis", 2), parts, List.of(present(layer, which)));
        return graph.node("Gather", Map.of("axis", 1), wide(present(layer, which)), graph.longs(0, 0, 1, 1));
    }

    private String positions() {
        if (!is(Trait.COUNTING)) {
            outer.input("position_ids", numbers(), -1, -1);
            return "position_ids";
        }
        String all = graph.node("Sub", graph.node("CumSum", "attention_mask", graph.number(1)), graph.number(1));
        String count = graph.node("Gather", graph.node("Shape", "input_ids"), graph.longs(1));
        return graph.node("Slice", all, graph.node("Neg", count), graph.longs(Long.MAX_VALUE), graph.longs(1));
    }

    private String split(String tensor, int heads) {
        String shaped = graph.node("Reshape", tensor, graph.longs(0, 0, heads, HEAD));
        return graph.node("Transpose", Map.of("perm", new int[] {0, 2, 1, 3}), shaped);
    }

    private String rotate(String tensor, String cosine, String sine) {
        String axis = graph.longs(3);
        String left = graph.node("Slice", tensor, graph.longs(0), graph.longs(HEAD / 2), axis);
        String right = graph.node("Slice", tensor, graph.longs(HEAD / 2), graph.longs(HEAD), axis);
        return graph.node(
                "Concat",
                Map.of("axis", -1),
                graph.node("Sub", graph.node("Mul", left, cosine), graph.node("Mul", right, sine)),
                graph.node("Add", graph.node("Mul", right, cosine), graph.node("Mul", left, sine)));
    }

    private String feedForward(String input) {
        String gate = graph.node("MatMul", input, weights(WIDTH, HIDDEN));
        String open = graph.node("Mul", gate, graph.node("Sigmoid", gate));
        String up = graph.node("MatMul", input, weights(WIDTH, HIDDEN));
        return graph.node("MatMul", graph.node("Mul", open, up), weights(HIDDEN, WIDTH));
    }

    private String norm(String input) {
        String square = graph.node("Mul", input, input);
        String mean = graph.node("ReduceMean", Map.of("axes", new int[] {-1}), square);
        String root = graph.node("Sqrt", graph.node("Add", mean, graph.decimal(1e-5f)));
        return graph.node("Div", input, root);
    }

    private String maskLength() {
        return graph.node("Gather", graph.node("Shape", "attention_mask"), graph.number(1));
    }

    private void caches(int layer) {
        for (String which : List.of("key", "value")) {
            int type = is(Trait.HALF_CACHE) ? FLOAT16 : is(Trait.BYTE_CACHE) ? INT8 : FLOAT;
            outer.input(past(layer, which), type, -1, SHARED_HEADS, -1, HEAD);
            output(present(layer, which), type, -1, SHARED_HEADS, -1, HEAD);
        }
    }

    private static String past(int layer, String which) {
        return "past_key_values." + layer + "." + which;
    }

    private static String present(int layer, String which) {
        return "present." + layer + "." + which;
    }

    private String weights(int rows, int columns) {
        float[] values = new float[rows * columns];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) ((random.nextDouble() - 0.5) * 4 / Math.sqrt(rows == VOCABULARY ? 1 : rows));
        }
        return outer.floats(values, rows, columns);
    }

    private String rotations(boolean isCosine) {
        float[] values = new float[CONTEXT * HEAD / 2];
        for (int i = 0; i < values.length; i++) {
            int position = i / (HEAD / 2);
            double angle = position * Math.pow(10_000, -2.0 * (i % (HEAD / 2)) / HEAD);
            values[i] = (float) (isCosine ? Math.cos(angle) : Math.sin(angle));
        }
        return graph.floats(values, CONTEXT, HEAD / 2);
    }
}
