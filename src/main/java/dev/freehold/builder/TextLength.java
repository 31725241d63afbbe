package dev.freehold.builder;

import static dev.freehold.builder.Operator.standard;

/** How many tokens the texts of a run have, which tables are cut to. */
record TextLength(GraphBuilder graph, String length) {

    static TextLength of(GraphBuilder graph, String ids) {
        String shape = graph.add("/length/Shape", standard("Shape"), ids);
        return new TextLength(
                graph, graph.add("/length/Gather", standard("Gather"), shape, graph.vector("/constants/tokens", 1)));
    }

    /** As many entries along an axis as there are tokens, from the first that counts. */
    String slice(String place, String table, int first, int axis) {
        String start = graph.vector(place + "/first", first);
        String end = graph.add(place + "/Add", standard("Add"), length, start);
        return graph.add(place + "/Slice", standard("Slice"), table, start, end, graph.vector(place + "/axis", axis));
    }
}
