package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.bench.builder.DecoderFolder;
import dev.freehold.bench.builder.DecoderShape;
import dev.freehold.bench.builder.MadeUpVocabulary;
import dev.freehold.bench.builder.RandomWeights;
import dev.freehold.builder.DecoderLayout;
import dev.freehold.builder.MadeUpCheckpoint;
import dev.freehold.builder.ModelBuilder;
import dev.freehold.builder.PaperDecoder;
import dev.freehold.builder.Precision;
import dev.freehold.builder.Progress;
import dev.freehold.inference.GenerationSettings;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextGenerator;
import dev.freehold.registry.guard.OnnxGuard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From published safetensors to the gateway's own decoder. */
class PublishedModelTest {
    private static final DecoderShape SHAPE = DecoderShape.TINY;
    private static final int[] PROMPT = {65, 70, 3, 255, 9, 65, 66};

    @TempDir
    Path home;

    @Test
    void whatIsBuiltFromSafetensorsIsServedAsThePapersSay() throws Exception {
        JsonNode config = publish();
        Path built = build(new Precision.Float32());
        try (Decoder decoder = ModelFixture.decoder(TextTrace.folder(built), 1)) {
            float[] logits = new float[SHAPE.vocabulary()];
            decoder.append(0, PROMPT, 0, PROMPT.length, logits);
            double[] expected = new PaperDecoder(config, new MadeUpCheckpoint(config)).logits(PROMPT);
            for (int i = 0; i < expected.length; i++) {
                assertEquals(expected[i], logits[i], 1e-4, "logit " + i);
            }
        }
    }

    @Test
    void roundedModelsPassTheGuardAndWrite() throws Exception {
        publish();
        Path built = build(new Precision.Blockwise(4, 32));
        assertEquals(Set.of("model.onnx.data"), OnnxGuard.check(built.resolve("model.onnx")));
        try (TextGenerator model = TinyModel.load(TextTrace.folder(built), TinyModel.Config.slots(2))) {
            int written = Reading.of(
                            model.generate(new Prompt(PROMPT), GenerationSettings.greedy(6), TinyModel.SOMEBODY))
                    .tokens();
            assertTrue(written > 0);
        }
    }

    private JsonNode publish() throws IOException {
        Path published = home.resolve("published");
        MadeUpVocabulary vocabulary = new MadeUpVocabulary(SHAPE.vocabulary());
        new DecoderFolder(SHAPE, DecoderLayout.of(new Precision.Float32()))
                .write(published, new RandomWeights(SHAPE, vocabulary, 1), vocabulary, Progress.NONE);
        Files.delete(published.resolve("model.onnx"));
        JsonNode config =
                new ObjectMapper().readTree(published.resolve("config.json").toFile());
        new MadeUpCheckpoint(config).write(published, true);
        return config;
    }

    private Path build(Precision precision) throws IOException {
        Path built = home.resolve("built");
        new ModelBuilder(home.resolve("published"), precision, "1.2.3", Optional.empty()).build(built, Progress.NONE);
        return built;
    }
}
