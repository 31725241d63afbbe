package dev.freehold.inference.task;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes complete models of seven words (see {@link EmbedderFolder}) that rank and classify. */
public final class TaskFolders {
    /** A word of the second text counts as it is; the first text, and padding, never win. */
    private static final float[][] RELEVANCE = {{-50}, {0}, {-50}, {-4}, {2}, {0.5f}, {-1}};
    /** Scores of clean, rude and cruel for each token. */
    private static final float[][] MANNERS = {
        {-50, -50, -50}, {-9, -9, -9}, {-9, -9, -9}, {0, -9, -9}, {0, 4, -9}, {2, -9, -9}, {-9, 1, 3}
    };
    /** Scores of O, B-COLOUR, I-COLOUR and B-THING for each token. */
    private static final float[][] NAMES = {
        {0, 9, 0, 0}, {0, 9, 0, 0}, {0, 9, 0, 0}, {5, 0, 0, 0}, {0, 5, 0, 0}, {0, 0, 5, 0}, {0, 0, 0, 5}
    };

    private TaskFolders() {}

    public static void ranker(Path root) throws IOException {
        write(
                root,
                """
                {"architectures":["TinyForSequenceClassification"],"id2label":{"0":"LABEL_0"},"max_position_embeddings":64}""",
                new TinyOnnx(RELEVANCE, TinyOnnx.INT64).addsTokenTypes().classifiesTexts());
    }

    public static void classifier(Path root, String problem) throws IOException {
        write(root, """
                {"architectures":["TinyForSequenceClassification"],"id2label":{"0":"clean","1":"rude","2":"cruel"},
                "problem_type":"%s"}""".formatted(problem), new TinyOnnx(MANNERS, TinyOnnx.INT64).classifiesTexts());
    }

    public static void tokenClassifier(Path root) throws IOException {
        write(
                root,
                """
                {"architectures":["TinyForTokenClassification"],
                "id2label":{"0":"O","1":"B-COLOUR","2":"I-COLOUR","3":"B-THING"}}""",
                new TinyOnnx(NAMES, TinyOnnx.INT64).wants("attention_mask").classifiesTokens());
    }

    private static void write(Path root, String config, TinyOnnx graph) throws IOException {
        Files.createDirectories(root);
        new EmbedderFolder(root).text("config.json", config).graph(graph);
    }

    static ModelFolder folder(Path root, ModelFolder.Kind kind) {
        return new ModelFolder(
                new ModelId("tiny"), root, kind, ModelFolder.Layout.OPTIMUM, root.resolve("model.onnx"), "sha256:0");
    }
}
