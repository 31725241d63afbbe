package dev.freehold.inference.graph;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** What the way a graph was quantised means for those who run it. */
final class Findings {
    /** They measure the whole batch to choose one scale, so that a row's numbers depend on its neighbours. */
    private static final Set<String> OVER_THE_BATCH =
            Set.of("DynamicQuantizeLinear", "DynamicQuantizeMatMul", "DynamicQuantizeLSTM");

    private final boolean batchInvariant;
    private final List<String> remarks = new ArrayList<>();

    Findings(List<Node> nodes) throws MalformedGraph {
        batchInvariant = nodes.stream().noneMatch(node -> OVER_THE_BATCH.contains(node.operator()));
        if (!batchInvariant) {
            remarks.add("its activations are quantised over the whole batch, so that requests would change each other's"
                    + " answers: it runs one request at a time; export the weights as MatMulNBits to lift that");
        }
        long slow = 0;
        long small = 0;
        for (Node node : nodes) {
            if (node.is("MatMulNBits")) {
                slow += node.integer("accuracy_level", 0) == 0 ? 1 : 0;
                small += node.integer("block_size", 0) == 32 && node.integer("bits", 4) == 4 ? 1 : 0;
            }
        }
        if (slow > 0) {
            remarks.add(slow + " of its matrices have no accuracy_level, which halves its speed with several requests;"
                    + " export it with accuracy_level 4");
        }
        if (small > 0) {
            remarks.add(small + " of its matrices are int4 in blocks of 32, which is a quarter slower than 128");
        }
    }

    boolean batchInvariant() {
        return batchInvariant;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }
}
