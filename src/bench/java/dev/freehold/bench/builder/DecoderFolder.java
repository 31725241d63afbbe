package dev.freehold.bench.builder;

import ai.onnx.proto.OnnxMl.ModelProto;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a model folder that Freehold and onnxruntime-genai read. */
public final class DecoderFolder {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final DecoderShape shape;
    private final DecoderLayout layout;

    public DecoderFolder(DecoderShape shape, DecoderLayout layout) {
        this.shape = shape;
        this.layout = layout;
    }

    /** The graph is written last: a folder that has one is complete. */
    public void write(Path folder, Weights weights, MadeUpVocabulary vocabulary, Progress progress) throws IOException {
        if (vocabulary.size() != shape.vocabulary()) {
            throw new IllegalArgumentException(
                    "the vocabulary has %d tokens, the shape %d".formatted(vocabulary.size(), shape.vocabulary()));
        }
        Files.createDirectories(folder);
        Path graph = folder.resolve(ConfigJson.GRAPH);
        Files.deleteIfExists(graph);
        ConfigJson config = new ConfigJson(shape, vocabulary);
        json(folder.resolve("config.json"), config.huggingFace());
        json(folder.resolve("generation_config.json"), config.generation());
        json(folder.resolve("genai_config.json"), config.genai());
        json(folder.resolve("tokenizer.json"), TokenizerJson.tokenizer(vocabulary));
        json(folder.resolve("tokenizer_config.json"), TokenizerJson.config(shape));
        try (ExternalData data = new ExternalData(folder.resolve(ConfigJson.GRAPH + ".data"))) {
            ModelProto model = new DecoderGraph(shape, layout, weights, data, progress).build();
            Files.write(graph, model.toByteArray());
        }
    }

    private static void json(Path file, ObjectNode content) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }
}
