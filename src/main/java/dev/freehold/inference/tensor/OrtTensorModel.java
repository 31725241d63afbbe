package dev.freehold.inference.tensor;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Occupancy;
import dev.freehold.inference.Tensor;
import dev.freehold.inference.TensorModel;
import dev.freehold.inference.TensorSpec;
import dev.freehold.inference.TensorType;
import dev.freehold.inference.Turns;
import dev.freehold.registry.ModelFolder;
import java.lang.foreign.Arena;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;

/** A graph on ONNX Runtime. */
final class OrtTensorModel implements TensorModel {
    private final ModelFolder folder;
    private final OpenTensors graph;
    private final Turns turns;
    private boolean isClosed;

    private OrtTensorModel(ModelFolder folder, OpenTensors graph, Turns turns) {
        this.folder = folder;
        this.graph = graph;
        this.turns = turns;
    }

    static OrtTensorModel open(ModelFolder folder, Share share) throws ModelLoadException {
        return new OrtTensorModel(
                folder, OpenTensors.open(folder.graph(), share.threads()), new Turns(share.runs(), share.queue()));
    }

    @Override
    public ModelId id() {
        return folder.id();
    }

    @Override
    public String digest() {
        return folder.digest();
    }

    @Override
    public Occupancy occupancy() {
        return turns.occupancy();
    }

    @Override
    public List<TensorSpec> inputs() {
        return graph.inputs();
    }

    @Override
    public List<TensorSpec> outputs() {
        return graph.outputs();
    }

    @Override
    public List<Tensor> infer(List<Tensor> given, List<String> wanted) {
        return turns.take(() -> {
            Map<String, OnnxTensor> fed = new LinkedHashMap<>();
            try (Arena memory = Arena.ofConfined()) {
                for (Tensor tensor : given) {
                    fed.put(tensor.name(), OrtTensors.of(graph.environment(), tensor, memory));
                }
                return run(fed, wanted);
            } catch (OrtException failed) {
                throw refusal(given, failed);
            } finally {
                fed.values().forEach(OnnxTensor::close);
            }
        });
    }

    private List<Tensor> run(Map<String, OnnxTensor> fed, List<String> wanted) throws OrtException {
        try (OrtSession.Result result = graph.session().run(fed, new LinkedHashSet<>(wanted))) {
            List<Tensor> found = new ArrayList<>(wanted.size());
            for (String name : wanted) {
                found.add(OrtTensors.read(output(name), result.get(name).orElseThrow()));
            }
            return found;
        }
    }

    private TensorSpec output(String name) {
        return outputs().stream()
                .filter(output -> output.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** What the graph says of numbers and shapes is the caller's to know; what it says of texts might repeat them. */
    private static Fault refusal(List<Tensor> given, OrtException failed) {
        boolean hasTexts = given.stream().anyMatch(tensor -> tensor.type() == TensorType.BYTES);
        String message = "The graph cannot run on these inputs";
        return new Fault(
                        FaultCode.INVALID_REQUEST,
                        hasTexts ? message + "." : "%s: %s".formatted(message, Sentence.of(failed.getMessage())))
                .about("inputs")
                .causedBy(failed);
    }

    @Override
    public synchronized void close() {
        turns.close();
        if (isClosed) {
            return;
        }
        isClosed = true;
        try {
            graph.session().close();
        } catch (OrtException failed) {
            throw new IllegalStateException("the session of %s did not close".formatted(id()), failed);
        }
    }
}
