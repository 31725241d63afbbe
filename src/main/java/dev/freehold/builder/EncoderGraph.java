package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

import dev.freehold.builder.Bert.LayerNames;
import dev.freehold.builder.StackedMatrix.Part;
import dev.freehold.builder.checkpoint.Weights;
import java.util.List;

/** An encoder: tokens and a mask in, the states of all tokens out, or scores of classes. */
final class EncoderGraph {
    private final Bert model;
    private final Weights weights;
    private final GraphBuilder graph;
    private final TensorStore store;
    private final Projections projections;
    private final Biases biases;
    private final LookUp lookUp;

    EncoderGraph(String name, Bert model, DecoderLayout layout, Weights weights, ExternalData data) {
        this.model = model;
        this.weights = weights;
        this.graph = new GraphBuilder(name);
        this.store = new TensorStore(graph, data);
        this.projections = new Projections(graph, store, layout.precision());
        this.biases = new Biases(weights, graph, store);
        this.lookUp = new LookUp(graph, store, layout.embedding());
    }

    byte[] build() {
        String ids = graph.input("input_ids", ElementType.INT64, "batch_size", "sequence_length");
        String mask = graph.input("attention_mask", ElementType.INT64, "batch_size", "sequence_length");
        TextLength length = TextLength.of(graph, ids);
        String states = normed(model.place("embeddings.LayerNorm"), embed(ids, length));
        EncoderAttention attention = new EncoderAttention(model, weights, graph, store, mask, length);
        for (int layer = 0; layer < model.layers(); layer++) {
            LayerNames names = model.names(layer);
            List<Part> parts = List.of(
                    new Part(names.query() + ".weight", model.width()),
                    new Part(names.key() + ".weight", model.width()),
                    new Part(names.value() + ".weight", model.width()));
            String mixed = attention.apply(layer, linear("/layers." + layer + "/qkv", parts, model.width(), states));
            String attended = linear(names.mixed(), model.width(), model.width(), mixed);
            states = addAndNorm(names.attentionNorm(), states, attended);
            String wide = linear(names.widen(), model.hidden(), model.width(), states);
            String open = model.activation().apply(graph, place(names.widen()) + "/act_fn", wide);
            states =
                    addAndNorm(names.outputNorm(), states, linear(names.narrow(), model.width(), model.hidden(), open));
        }
        end(states);
        return graph.build();
    }

    private String embed(String ids, TextLength length) {
        String words = model.place("embeddings.word_embeddings.weight");
        String sum = lookUp.apply("/embeddings/words", words, table(words, model.vocabulary()), ids);
        String positions = model.place("embeddings.position_embeddings.weight");
        String own = length.slice(
                "/embeddings/positions",
                store.floats(positions, table(positions, model.positions())),
                model.firstPosition(),
                0);
        sum = graph.add("/embeddings/Add_1", standard("Add"), sum, own);
        if (model.segments() == 0) {
            return sum;
        }
        String segments = model.place("embeddings.token_type_embeddings.weight");
        StackedMatrix all = table(segments, model.segments());
        if (model.segments() > 1) {
            String types = graph.input("token_type_ids", ElementType.INT64, "batch_size", "sequence_length");
            return graph.add(
                    "/embeddings/Add_2",
                    standard("Add"),
                    sum,
                    lookUp.apply("/embeddings/segments", segments, all, types));
        }
        float[] only = new float[model.width()];
        all.readRow(0, only);
        return graph.add("/embeddings/Add_2", standard("Add"), sum, store.vector(segments, only));
    }

    private StackedMatrix table(String tensor, int rows) {
        return new StackedMatrix(weights, model.width(), List.of(new Part(tensor, rows)));
    }

    private String addAndNorm(String norm, String before, String added) {
        return normed(norm, graph.add(place(norm) + "/Add", standard("Add"), before, added));
    }

    private String normed(String norm, String input) {
        Operator operator = standard("LayerNormalization").with("axis", -1).with("epsilon", (float) model.epsilon());
        return graph.add(place(norm), operator, input, vector(norm + ".weight"), vector(norm + ".bias"));
    }

    private String vector(String tensor) {
        weights.require(tensor, model.width());
        float[] values = new float[model.width()];
        weights.readRow(tensor, 0, values);
        return store.vector(tensor, values);
    }

    private String linear(String name, int rows, int columns, String input) {
        return linear(place(name), List.of(new Part(name + ".weight", rows)), columns, input);
    }

    private String linear(String place, List<Part> parts, int columns, String input) {
        String product = projections.apply(place + "/MatMul", new StackedMatrix(weights, columns, parts), input);
        return biases.add(place + "/Add", parts, 1, product);
    }

    private void end(String states) {
        switch (model.task()) {
            case READ -> {
                graph.output("last_hidden_state", ElementType.FLOAT, "batch_size", "sequence_length", model.width());
                graph.add("/end/Identity", standard("Identity"), List.of(states), List.of("last_hidden_state"));
            }
            case CLASSIFY -> {
                String first = graph.add(
                        "/end/Gather", standard("Gather").with("axis", 1), states, graph.scalar("/constants/first", 0));
                Bert.Head head = model.head();
                String inner = linear(head.first(), model.width(), model.width(), first);
                classes(head.last(), graph.add("/end/" + head.operator(), standard(head.operator()), inner));
                graph.output("logits", ElementType.FLOAT, "batch_size", model.classes());
            }
            case CLASSIFY_TOKENS -> {
                classes("classifier", states);
                graph.output("logits", ElementType.FLOAT, "batch_size", "sequence_length", model.classes());
            }
        }
    }

    private void classes(String name, String input) {
        String scores = linear(name, model.classes(), model.width(), input);
        graph.add("/end/Identity", standard("Identity"), List.of(scores), List.of("logits"));
    }

    private static String place(String tensor) {
        return "/" + tensor.replace('.', '/');
    }
}
