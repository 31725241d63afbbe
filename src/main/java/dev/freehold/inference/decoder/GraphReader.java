package dev.freehold.inference.decoder;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import dev.freehold.inference.ModelLoadException;
import java.util.EnumSet;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/** Finds out what a graph takes and gives, and refuses what Freehold could not feed. */
final class GraphReader {
    private static final Set<OnnxJavaType> LOGITS_TYPES = EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16);
    private static final Set<OnnxJavaType> CACHE_TYPES =
            EnumSet.of(OnnxJavaType.FLOAT, OnnxJavaType.FLOAT16, OnnxJavaType.INT8);

    private final ModelFacts facts;
    private final GraphNames names;
    private final boolean batchInvariant;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;

    private GraphReader(ModelFacts facts, OrtSession session, boolean batchInvariant) throws OrtException {
        this.facts = facts;
        this.batchInvariant = batchInvariant;
        this.names = facts.names();
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
    }

    static GraphSignature read(OrtSession session, ModelFacts facts, boolean batchInvariant)
            throws OrtException, ModelLoadException {
        return new GraphReader(facts, session, batchInvariant).signature();
    }

    private GraphSignature signature() throws ModelLoadException {
        requireNumbers(names.inputIds());
        requireNumbers(names.attentionMask());
        int layers = layers();
        TensorInfo cache = tensor(inputs, GraphNames.ofLayer(names.pastKey(), 0), 4);
        TensorInfo logits = tensor(outputs, names.logits(), 3);
        String logitsToKeep = GraphSignature.LOGITS_TO_KEEP.stream()
                .filter(inputs::containsKey)
                .findFirst()
                .orElse("");
        if (!logitsToKeep.isEmpty()) {
            tensor(inputs, logitsToKeep, 0);
        }
        GraphSignature signature = new GraphSignature(
                names,
                layers,
                dimension(cache, 1, facts.heads(), "num_key_value_heads"),
                dimension(cache, 3, facts.headSize(), "head_dim"),
                oneOf(CACHE_TYPES, cache, "keys and values"),
                oneOf(LOGITS_TYPES, logits, "logits"),
                dimension(logits, 2, facts.vocabulary(), "vocab_size"),
                inputs.containsKey(names.positionIds()),
                logitsToKeep,
                inputs.containsKey(GraphSignature.POSITIONS),
                batchInvariant);
        refuseUnknownInputs(signature);
        return signature;
    }

    private int layers() throws ModelLoadException {
        int layers = 0;
        while (inputs.containsKey(GraphNames.ofLayer(names.pastKey(), layers))) {
            layers++;
        }
        if (layers == 0 || !names.pastKey().contains("%d")) {
            throw GraphSignature.unsupported(
                    "it has no inputs like " + names.pastKey().replace("%d", "0")
                            + "; expected a decoder exported with past keys and values, one tensor each for every"
                            + " layer.");
        }
        return layers;
    }

    private void refuseUnknownInputs(GraphSignature signature) throws ModelLoadException {
        Set<String> unknown = new TreeSet<>(inputs.keySet());
        unknown.removeAll(
                Set.of(names.inputIds(), names.attentionMask(), names.positionIds(), GraphSignature.POSITIONS));
        unknown.remove(signature.logitsToKeep());
        for (GraphSignature.CacheNames cache : signature.caches()) {
            unknown.remove(cache.past());
            requireAlike(signature, tensor(inputs, cache.past(), 4), cache.past());
            requireAlike(signature, tensor(outputs, cache.present(), 4), cache.present());
        }
        if (unknown.contains("use_cache_branch")) {
            throw GraphSignature.unsupported("it is a merged export (input use_cache_branch);"
                    + " export the decoder with past as one graph without branches.");
        }
        if (!unknown.isEmpty()) {
            throw GraphSignature.unsupported("it wants inputs that Freehold does not know: " + unknown + ".");
        }
    }

    private static void requireAlike(GraphSignature signature, TensorInfo cache, String name)
            throws ModelLoadException {
        long[] shape = cache.getShape();
        boolean isAlike = cache.type == signature.cacheType()
                && (shape[1] < 0 || shape[1] == signature.heads())
                && (shape[3] < 0 || shape[3] == signature.headSize());
        if (!isAlike) {
            throw GraphSignature.unsupported("its keys and values differ from layer to layer, as in " + name + ".");
        }
    }

    private void requireNumbers(String input) throws ModelLoadException {
        if (tensor(inputs, input, 2).type != OnnxJavaType.INT64) {
            throw GraphSignature.unsupported("its input " + input + " is expected to be int64.");
        }
    }

    private static TensorInfo tensor(Map<String, NodeInfo> nodes, String name, int rank) throws ModelLoadException {
        NodeInfo node = nodes.get(name);
        if (node == null) {
            throw GraphSignature.unsupported("it has no tensor " + name + ".");
        }
        if (node.getInfo() instanceof TensorInfo tensor && tensor.getShape().length == rank) {
            return tensor;
        }
        throw GraphSignature.unsupported("its tensor " + name + " is expected to have " + rank + " dimensions.");
    }

    private static OnnxJavaType oneOf(Set<OnnxJavaType> expected, TensorInfo tensor, String what)
            throws ModelLoadException {
        if (expected.contains(tensor.type)) {
            return tensor.type;
        }
        throw GraphSignature.unsupported(
                "its " + what + " are " + tensor.onnxType + ", expected one of " + expected + ".");
    }

    private static int dimension(TensorInfo tensor, int axis, OptionalInt otherwise, String field)
            throws ModelLoadException {
        long size = tensor.getShape()[axis];
        if (size > 0) {
            return Math.toIntExact(size);
        }
        return otherwise.orElseThrow(
                () -> GraphSignature.unsupported("neither its shapes nor the configuration say " + field + "."));
    }
}
