package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.graph.MalformedGraph;
import dev.freehold.inference.graph.PreparedGraph;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * A decoder's graph in ONNX Runtime.
 *
 * @param remarks what an operator should know about it; each ends a sentence that begins with the model's name
 */
record OpenGraph(OrtSession session, GraphSignature signature, List<String> remarks) implements AutoCloseable {
    /** A larger file holds its weights itself, which would have to be copied to rewrite it. */
    private static final long LARGEST_TO_EDIT = 512L << 20;

    OpenGraph {
        remarks = List.copyOf(remarks);
    }

    /**
     * Opens a graph, rewritten where that serves it better.
     *
     * @param selects whether the caller can say which positions get logits
     */
    static OpenGraph open(Path file, ModelFacts facts, Compute compute, boolean selects)
            throws OrtException, ModelLoadException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            return new Opening(file, bytes, facts, compute).open(selects);
        } catch (IOException | MalformedGraph unreadable) {
            throw new ModelLoadException(
                    "The graph " + file.getFileName() + " cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public void close() throws OrtException {
        session.close();
    }

    private static GraphSignature signature(OrtSession session, ModelFacts facts, boolean batchInvariant)
            throws OrtException, ModelLoadException {
        try {
            return GraphReader.read(session, facts, batchInvariant);
        } catch (OrtException | ModelLoadException | RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    /** One file on its way. */
    private record Opening(Path file, MemorySegment bytes, ModelFacts facts, Compute compute) {

        OpenGraph open(boolean selects) throws OrtException, ModelLoadException, MalformedGraph {
            GraphNames names = facts.names();
            Set<String> numbers = Set.of(names.inputIds(), names.attentionMask(), names.positionIds());
            PreparedGraph graph = PreparedGraph.of(bytes, names.logits(), numbers, selects);
            if (!graph.isEdited()) {
                return asExported(graph, graph.remarks());
            }
            if (bytes.byteSize() > LARGEST_TO_EDIT) {
                return asExported(
                        graph, List.of("it is run as it was exported, because the file with its weights is too large"));
            }
            try {
                return graph.selectsPositions() || graph.isMerged() ? tried(graph) : edited(graph);
            } catch (OrtException refused) {
                if (!selects) {
                    throw refused;
                }
                OpenGraph exported = open(false);
                List<String> remarks = new ArrayList<>(exported.remarks());
                remarks.add("logits are computed as it was exported, because the graph that selects positions fails: "
                        + refused.getMessage());
                return new OpenGraph(exported.session(), exported.signature(), remarks);
            }
        }

        private OpenGraph asExported(PreparedGraph graph, List<String> remarks)
                throws OrtException, ModelLoadException {
            OrtSession session = OnnxRuntime.open(file, compute);
            return new OpenGraph(session, OpenGraph.signature(session, facts, graph.batchInvariant()), remarks);
        }

        private OpenGraph tried(PreparedGraph graph) throws OrtException, ModelLoadException {
            OpenGraph opened = edited(graph);
            try {
                boolean looksBack = new GraphTrial(opened.session(), opened.signature()).looksBackOnly();
                if (!looksBack && graph.isMerged()) {
                    throw GraphSignature.unsupported("its branch with past reads one token at a time;"
                            + " export the decoder with past as one graph without branches.");
                }
                return opened;
            } catch (OrtException | ModelLoadException | RuntimeException refused) {
                opened.session().close();
                throw refused;
            }
        }

        private OpenGraph edited(PreparedGraph graph) throws OrtException, ModelLoadException {
            try (Arena arena = Arena.ofConfined()) {
                Path folder = file.toAbsolutePath().getParent();
                OrtSession session = OnnxRuntime.open(graph.bytes(arena), folder == null ? file : folder, compute);
                return new OpenGraph(
                        session, OpenGraph.signature(session, facts, graph.batchInvariant()), graph.remarks());
            }
        }
    }
}
