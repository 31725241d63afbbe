package dev.freehold.builder;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.builder.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The two files of a built model: its graph, and its weights. */
public final class GraphFiles {
    public static final String GRAPH = "model.onnx";
    public static final String DATA = GRAPH + ".data";

    private final Architecture model;
    private final ExternalData data = new ExternalData(DATA);
    private final byte[] graph;

    private GraphFiles(String name, Architecture model, DecoderLayout layout, Weights weights) {
        this.model = model;
        this.graph = model.graph(name, layout, weights, data);
    }

    /**
     * Asks for every tensor, and writes nothing yet.
     *
     * @param name what the graph is called
     * @param config {@code config.json} as Hugging Face has it
     * @throws dev.freehold.builder.checkpoint.Unbuildable when the architecture is not known, or weights and configuration do not fit
     */
    public static GraphFiles plan(String name, JsonNode config, DecoderLayout layout, Weights weights) {
        return new GraphFiles(name, Architectures.of(new ModelConfig(config)), layout, weights);
    }

    /** The graph is written last: a folder that has one is complete. */
    public void write(Path folder, Progress progress) throws IOException {
        Path file = folder.resolve(GRAPH);
        Files.deleteIfExists(file);
        data.write(folder, progress);
        Files.write(file, graph);
    }

    /** Bytes that will be written. */
    long size() {
        return data.size() + graph.length;
    }

    Architecture model() {
        return model;
    }
}
