package dev.freehold.inference.graph;

import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A decoder's graph as Freehold wants it: one graph without branches, numbers as int64, and logits for chosen positions.
 * What is not found is left as it was. The weights stay where they are.
 */
public final class PreparedGraph {
    /**
     * The input that a graph gets, int64 {@code [n]}: which positions get logits, counted over all rows, so that position
     * {@code p} of row {@code r} in a run of {@code s} positions is {@code r * s + p}. The logits are {@code [1, n, vocabulary]}.
     */
    public static final String POSITIONS = "freehold_positions";

    private static final int GRAPH = 7;
    private static final int FUNCTION = 25;
    private static final int FUNCTION_NODE = 7;
    private static final List<String> KEEP = List.of("num_logits_to_keep", "logits_to_keep");

    private final Message model;
    private final String logits;
    private final List<String> numbers;
    private final List<String> remarks = new ArrayList<>();
    private final Findings findings;
    private Graph graph;
    private boolean isEdited;
    private boolean isMerged;

    private PreparedGraph(Message model, String logits, List<String> numbers) throws MalformedGraph {
        this.model = model;
        this.logits = logits;
        this.numbers = numbers;
        this.graph = Graph.of(model.message(GRAPH));
        this.findings = new Findings(everyNode());
        remarks.addAll(findings.remarks());
    }

    /**
     * Prepares a model.
     *
     * @param bytes an ONNX file; must stay readable as long as this object is used
     * @param logits the name of the logits
     * @param numbers the names of inputs that hold token ids, masks and positions
     * @param selects whether logits are to be given for chosen positions
     */
    public static PreparedGraph of(MemorySegment bytes, String logits, Set<String> numbers, boolean selects)
            throws MalformedGraph {
        PreparedGraph prepared = new PreparedGraph(Message.parse(bytes), logits, List.copyOf(numbers));
        prepared.prepare(selects);
        return prepared;
    }

    private List<Node> everyNode() throws MalformedGraph {
        List<Node> nodes = new ArrayList<>(graph.everyNode());
        for (Message function : model.messages(FUNCTION)) {
            function.messages(FUNCTION_NODE).stream().map(Node::of).forEach(nodes::add);
        }
        return nodes;
    }

    private void prepare(boolean selects) throws MalformedGraph {
        if (graph.hasInput(BranchInlining.SWITCH)) {
            inline();
        }
        if (WideInputs.isNarrow(graph, numbers)) {
            edited(WideInputs.widen(graph, numbers));
        }
        if (selects && !selectsPositions()) {
            select();
        }
    }

    private void inline() throws MalformedGraph {
        try {
            edited(BranchInlining.inline(graph));
            isMerged = true;
        } catch (Unrecognised reason) {
            remarks.add("its branches stay, because " + reason.getMessage());
        }
    }

    private void select() throws MalformedGraph {
        try {
            Graph selecting = LiveNodes.only(PositionSelection.add(graph, logits), KEEP);
            if (KEEP.stream().anyMatch(selecting::hasInput)) {
                throw new Unrecognised("more than its logits depends on how many are to be kept");
            }
            edited(selecting);
        } catch (Unrecognised reason) {
            remarks.add("logits are computed as it was exported, because " + reason.getMessage());
        }
    }

    private void edited(Graph changed) {
        graph = changed;
        isEdited = true;
    }

    /** Whether it differs from the file. */
    public boolean isEdited() {
        return isEdited;
    }

    /** Whether it was one of two branches, made for one token after many, that is now to read prompts, too. */
    public boolean isMerged() {
        return isMerged;
    }

    /** Whether it takes {@link #POSITIONS}. */
    public boolean selectsPositions() {
        return graph.hasInput(POSITIONS);
    }

    /**
     * Whether the other rows of a run leave a row's numbers alone. A kernel may still add up in another order when there is one
     * row only, which shows in the last bit: it does for int4 in blocks of 128.
     */
    public boolean batchInvariant() {
        return findings.batchInvariant();
    }

    /** What an operator should know about it; each ends a sentence that begins with the model's name. */
    public List<String> remarks() {
        return List.copyOf(remarks);
    }

    /** The ONNX model, in memory of the arena. */
    public ByteBuffer bytes(Arena arena) {
        List<Field> fields = new ArrayList<>(model.without(GRAPH));
        fields.add(new Field.Nested(GRAPH, graph.toMessage()));
        Message edited = new Message(fields);
        MemorySegment target = arena.allocate(edited.size());
        new MessageWriter(target).write(edited);
        return target.asByteBuffer();
    }
}
