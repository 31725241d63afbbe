package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.bench.builder.DecoderFolder;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.bench.builder.MadeUpVocabulary;
import dev.freehold.bench.builder.SuccessionWeights;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.DecoderLayout.EmbeddingType;
import dev.freehold.builder.DecoderLayout.LogitsScope;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.core.ModelId;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders that the model builder writes are served, whichever positions get logits and whichever layout is read. */
class BuiltModelTest {
    private static final DecoderShape SHAPE = DecoderShape.TINY;

    @TempDir
    Path folder;

    @Test
    void builtFoldersWriteWhatTheirWeightsSay() throws Exception {
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(SHAPE.vocabulary());
        for (LogitsScope scope : LogitsScope.values()) {
            DecoderLayout layout = new DecoderLayout(new Precision.Blockwise(4, 32), scope, EmbeddingType.FP16);
            new DecoderFolder(SHAPE, layout)
                    .write(folder, new SuccessionWeights(SHAPE, vocabulary, 1), vocabulary, Progress.NONE);
            for (ModelFolder.Layout read : List.of(ModelFolder.Layout.OPTIMUM, ModelFolder.Layout.GENAI)) {
                assertEquals("BCDEFG", afterAnA(read), scope + " as " + read);
            }
        }
    }

    private String afterAnA(ModelFolder.Layout layout) throws Exception {
        ModelFolder built = new ModelFolder(
                new ModelId("built"),
                folder,
                ModelFolder.Kind.GENERATOR,
                layout,
                folder.resolve("model.onnx"),
                "sha256:" + "0".repeat(64));
        try (TextGenerator model = TinyModel.load(built, TinyModel.Config.slots(2))) {
            Prompt prompt = new Prompt(new int[] {'x', 'q', 'A'});
            return Reading.of(model.generate(prompt, GenerationSettings.greedy(6), TinyModel.SOMEBODY))
                    .text();
        }
    }
}
