package dev.freehold.inference.tensor;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import dev.freehold.inference.TensorSpec;
import dev.freehold.inference.graph.MalformedGraph;
import dev.freehold.inference.graph.SignedEdges;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A graph in ONNX Runtime, and what it takes and gives. */
record OpenTensors(OrtEnvironment environment, OrtSession session, List<TensorSpec> inputs, List<TensorSpec> outputs) {

    static OpenTensors open(Path graph, int threads) throws ModelLoadException {
        OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
        try (OrtSession.SessionOptions options = options(threads)) {
            OpenTensors opened = described(environment, environment.createSession(graph.toString(), options));
            return opened.isCarried() ? opened : opened.edited(graph, options);
        } catch (OrtException refused) {
            throw new ModelLoadException(
                    "%s does not load: %s".formatted(graph.getFileName(), refused.getMessage()), refused);
        }
    }

    private static OrtSession.SessionOptions options(int threads) throws OrtException {
        OrtSession.SessionOptions options = new OrtSession.SessionOptions();
        options.setIntraOpNumThreads(threads);
        options.setInterOpNumThreads(1);
        options.addConfigEntry("session.force_spinning_stop", "1");
        return options;
    }

    private static OpenTensors described(OrtEnvironment environment, OrtSession session)
            throws OrtException, ModelLoadException {
        try {
            List<TensorSpec> inputs = new ArrayList<>();
            for (NodeInfo node : session.getInputInfo().values()) {
                inputs.add(ElementTypes.input(node));
            }
            List<TensorSpec> outputs = session.getOutputInfo().values().stream()
                    .flatMap(node -> ElementTypes.spec(node).stream())
                    .toList();
            if (outputs.isEmpty()) {
                throw new ModelLoadException("it gives no tensor of a type that can be sent");
            }
            return new OpenTensors(environment, session, List.copyOf(inputs), outputs);
        } catch (OrtException | ModelLoadException | RuntimeException refused) {
            session.close();
            throw refused;
        }
    }

    private boolean isCarried() {
        return Stream.concat(inputs.stream(), outputs.stream()).allMatch(ElementTypes::isCarried);
    }

    /** The same seen from outside, run by a graph whose edges are signed. */
    private OpenTensors edited(Path graph, OrtSession.SessionOptions options) throws OrtException, ModelLoadException {
        session.close();
        Path folder = graph.toAbsolutePath().getParent();
        options.addConfigEntry("session.model_external_initializers_file_folder_path", String.valueOf(folder));
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            SignedEdges edges = SignedEdges.of(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena));
            OrtSession signed = environment.createSession(edges.bytes(arena), options);
            return new OpenTensors(environment, signed, inputs, outputs);
        } catch (IOException | MalformedGraph unreadable) {
            throw new ModelLoadException(
                    "%s cannot be read: %s".formatted(graph.getFileName(), unreadable.getMessage()), unreadable);
        }
    }
}
