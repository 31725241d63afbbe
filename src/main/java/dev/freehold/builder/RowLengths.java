package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

/**
 * What the attention kernel wants to know of the rows, counted from the mask.
 *
 * @param before tokens of each row before its last one
 * @param longest tokens of the longest row
 */
record RowLengths(String before, String longest) {
    private static final String PLACE = "/model/attn_mask_reformat/";

    static RowLengths of(GraphBuilder graph) {
        String mask = graph.input("attention_mask", ElementType.INT64, "batch_size", "total_sequence_length");
        return new RowLengths(before(graph, mask), longest(graph, mask));
    }

    private static String before(GraphBuilder graph, String mask) {
        String place = PLACE + "seqlens_k/";
        String counted = graph.add(
                place + "ReduceSum",
                standard("ReduceSum").with("keepdims", 0),
                mask,
                graph.vector("/constants/mask_axis", 1));
        String before = graph.add(place + "Sub", standard("Sub"), counted, graph.scalar("/constants/one", 1));
        return graph.add(place + "Cast", toInt32(), before);
    }

    private static String longest(GraphBuilder graph, String mask) {
        String place = PLACE + "total_seq_len/";
        String size = graph.add(place + "Shape", standard("Shape"), mask);
        String columns = graph.add(place + "Gather", standard("Gather"), size, graph.scalar("/constants/columns", 1));
        return graph.add(place + "Cast", toInt32(), columns);
    }

    private static Operator toInt32() {
        return standard("Cast").with("to", ElementType.INT32.number());
    }
}
