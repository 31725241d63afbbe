package dev.freehold.bench.builder;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.GraphFiles;
import dev.freehold.builder.Progress;
import dev.freehold.builder.checkpoint.Weights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes a folder of a made-up model that Freehold and onnxruntime-genai read. */
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
        ConfigJson config = new ConfigJson(shape, vocabulary);
        GraphFiles files = GraphFiles.plan(shape.name(), config.huggingFace(), layout, weights);
        Files.createDirectories(folder);
        json(folder.resolve("config.json"), config.huggingFace());
        json(folder.resolve("generation_config.json"), config.generation());
        json(folder.resolve("genai_config.json"), config.genai());
        json(folder.resolve("tokenizer.json"), TokenizerJson.tokenizer(vocabulary));
        json(folder.resolve("tokenizer_config.json"), TokenizerJson.config(shape));
        files.write(folder, progress);
    }

    private static void json(Path file, ObjectNode content) throws IOException {
        JSON.writerWithDefaultPrettyPrinter().writeValue(file.toFile(), content);
    }
}
