package dev.freehold.inference.task;

import static dev.freehold.inference.task.EmbedderFolder.BLUE;
import static dev.freehold.inference.task.EmbedderFolder.CLS;
import static dev.freehold.inference.task.EmbedderFolder.GREEN;
import static dev.freehold.inference.task.EmbedderFolder.RED;
import static dev.freehold.inference.task.EmbedderFolder.SEP;
import static dev.freehold.inference.task.EmbedderFolder.TABLE;
import static dev.freehold.inference.task.EmbedderFolder.UNK;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtEnvironment;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.NativeRuntime;
import dev.freehold.inference.Prompt;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DjlEmbedderTest {
    @TempDir
    Path root;

    private EmbedderFolder files;

    /** As a text model does that loads first; DJL's engine must nevertheless come up. */
    @BeforeAll
    static void anotherRoomTouchesOnnxRuntimeFirst() {
        NativeRuntime.start(OrtEnvironment::getEnvironment);
    }

    @BeforeEach
    void writeModel() throws IOException {
        files = new EmbedderFolder(root);
    }

    private DjlEmbedder open() throws ModelLoadException {
        return (DjlEmbedder) new TaskModelLoader(new FixedConfig(64)).load(files.folder());
    }

    private static Prompt tokens(int... tokens) {
        return new Prompt(tokens);
    }

    private float[] embedOne(Prompt prompt) throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            return embedder.embed(List.of(prompt)).getFirst();
        }
    }

    private void assertRefused(String expected) {
        ModelLoadException refused = assertThrows(ModelLoadException.class, this::open);
        assertTrue(String.valueOf(refused.getMessage()).contains(expected), refused.getMessage());
    }

    @Test
    void averagesTheTokensAndMakesTheVectorOneLong() throws ModelLoadException {
        // [CLS] red [SEP]: the mean of (0,3), (3,9), (3,0) is (2,4), of length sqrt(20).
        try (DjlEmbedder embedder = open()) {
            assertEquals(2, embedder.dimensions());
            assertEquals(4000, embedder.maxTokens());
            Prompt prompt = embedder.prompt("red");
            assertArrayEquals(new int[] {CLS, RED, SEP}, prompt.tokens());
            float[] expected = {0.4472136f, 0.8944272f};
            assertArrayEquals(expected, embedder.embed(List.of(prompt)).getFirst(), 1e-6f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "pooling_mode_cls_token, 0, 1",
        "pooling_mode_lasttoken, 1, 0",
        "pooling_mode_mean_tokens, 0.4472136, 0.8944272"
    })
    void poolsAsTheFolderSays(String mode, float first, float second) throws Exception {
        files.text("1_Pooling/config.json", "{\"word_embedding_dimension\":2,\"%s\":true}".formatted(mode));
        try (DjlEmbedder embedder = open()) {
            // Beside a longer neighbour, so that a row is not taken to be as long as the batch.
            List<float[]> vectors = embedder.embed(List.of(embedder.prompt("red"), embedder.prompt("blue blue blue")));
            assertArrayEquals(new float[] {first, second}, vectors.getFirst(), 1e-6f);
        }
    }

    @Test
    void prefersTheSentenceEmbeddingOfTheGraph() throws Exception {
        files.graph(new TinyOnnx(TABLE, TinyOnnx.INT64).embedsSentences());
        files.text("modules.json", "[{\"type\":\"sentence_transformers.models.Dense\"}]");
        // The largest of (0,3) and (-6,0) in each dimension.
        assertArrayEquals(new float[] {0, 1}, embedOne(tokens(CLS, GREEN)), 1e-6f);
    }

    @Test
    void feedsTokenTypesAndPositionsWhereTheGraphWantsThem() throws Exception {
        files.graph(new TinyOnnx(TABLE, TinyOnnx.INT64).addsTokenTypes().wants("position_ids"));
        // green (-6,0) and token type 0 (100,-100)
        double length = Math.hypot(94, -100);
        assertArrayEquals(new float[] {(float) (94 / length), (float) (-100 / length)}, embedOne(tokens(GREEN)), 1e-6f);
    }

    @Test
    void feedsShortIntegersToAGraphThatWantsThem() throws Exception {
        files.graph(new TinyOnnx(TABLE, TinyOnnx.INT32).wants("attention_mask"));
        assertArrayEquals(new float[] {-1, 0}, embedOne(tokens(GREEN)), 1e-6f);
    }

    @Test
    void aBatchGivesTheSameAsEachAlone() throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            List<Prompt> prompts = prompts(100);
            List<float[]> together = embedder.embed(prompts);
            for (int i = 0; i < prompts.size(); i++) {
                assertArrayEquals(embedder.embed(List.of(prompts.get(i))).getFirst(), together.get(i));
            }
        }
    }

    private static List<Prompt> prompts(int count) {
        Random random = new Random(7);
        List<Prompt> prompts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            prompts.add(new Prompt(
                    random.ints(1 + random.nextInt(600), CLS, BLUE + 1).toArray()));
        }
        return prompts;
    }

    @Test
    void manyThreadsMayEmbedAtOnce() throws Exception {
        List<Prompt> prompts = prompts(20);
        try (DjlEmbedder embedder = open();
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            List<float[]> expected = embedder.embed(prompts);
            Callable<List<float[]>> again = () -> embedder.embed(prompts);
            for (Future<List<float[]>> each : threads.invokeAll(Collections.nCopies(16, again))) {
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(expected.get(i), each.get().get(i));
                }
            }
        }
    }

    @Test
    void neverCutsATextThoughTheTokenizerFileAsksForIt() throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            assertEquals(1502, embedder.prompt("red ".repeat(1500)).length());
            assertEquals(
                    1,
                    embedder.embed(List.of(embedder.prompt("red ".repeat(3998))))
                            .size());
            Prompt tooLong = embedder.prompt("red ".repeat(3999));
            Fault fault = assertThrows(Fault.class, () -> embedder.embed(List.of(embedder.prompt("red"), tooLong)));
            assertEquals(FaultCode.CONTEXT_LENGTH_EXCEEDED, fault.code());
            assertEquals("input[1] has 4001 tokens; this model takes at most 4000.", fault.message());
        }
    }

    @Test
    void textNeverBecomesAControlToken() throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            assertArrayEquals(
                    new int[] {CLS, UNK, RED, UNK, UNK, SEP},
                    embedder.prompt("[CLS] red [SEP] [PAD]").tokens());
        }
    }

    @Test
    void takesTokensAsTheyAre() throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            int[] tokens = {CLS, RED, SEP};
            assertArrayEquals(tokens, embedder.prompt(tokens).tokens());
        }
    }

    @ParameterizedTest
    @CsvSource({"-1", "7"})
    void refusesATokenThatTheModelDoesNotHave(int token) throws ModelLoadException {
        try (DjlEmbedder embedder = open()) {
            Fault fault = assertThrows(Fault.class, () -> embedder.prompt(new int[] {RED, token}));
            assertEquals(FaultCode.INVALID_REQUEST, fault.code());
            assertEquals("input holds the token " + token + "; this model's tokens are 0 to 6.", fault.message());
            assertEquals(
                    FaultCode.INVALID_REQUEST,
                    assertThrows(Fault.class, () -> embedder.embed(List.of(tokens())))
                            .code());
        }
    }

    @Test
    void aVectorOfZerosStaysOne() throws ModelLoadException {
        assertArrayEquals(new float[] {0, 0}, embedOne(tokens(CLS, BLUE)));
    }

    @Test
    void saysThatItIsClosing() throws ModelLoadException {
        DjlEmbedder embedder = open();
        embedder.close();
        assertEquals(
                FaultCode.SHUTTING_DOWN,
                assertThrows(Fault.class, () -> embedder.prompt("red")).code());
        assertEquals(
                FaultCode.SHUTTING_DOWN,
                assertThrows(Fault.class, () -> embedder.embed(List.of(tokens(RED))))
                        .code());
        embedder.close();
    }

    @Test
    void takesTheSmallestLimitOnTokens() throws Exception {
        files.text("tokenizer_config.json", "{\"model_max_length\": 1e30}");
        files.text("sentence_bert_config.json", "{\"max_seq_length\": 128}");
        try (DjlEmbedder embedder = open()) {
            assertEquals(128, embedder.maxTokens());
        }
        files.text(
                "config.json",
                "{\"vocab_size\":7,\"model_type\":\"xlm-roberta\",\"max_position_embeddings\":66,\"pad_token_id\":1}");
        try (DjlEmbedder embedder = open()) {
            assertEquals(64, embedder.maxTokens());
        }
    }

    @Test
    void saysWhatIsWrongWithAFolder() throws Exception {
        files.text("1_Pooling/config.json", "{\"pooling_mode_max_tokens\":true}");
        assertRefused("pooling_mode_max_tokens");
        files.text("1_Pooling/config.json", "{}")
                .text("modules.json", "[{\"type\":\"sentence_transformers.models.Dense\"}]");
        assertRefused("sentence_embedding");
        files.text("modules.json", "[]").graph(new TinyOnnx(TABLE, TinyOnnx.INT64).wants("pixel_values"));
        assertRefused("pixel_values");
        files.graph(new TinyOnnx(TABLE, TinyOnnx.INT64)).text("model.onnx", "not a graph");
        assertRefused("model.onnx does not load");
        files.graph(new TinyOnnx(TABLE, TinyOnnx.INT64)).text("tokenizer.json", "{\"model\":{\"type\":\"None\"}}");
        assertRefused("tokenizer.json does not describe a tokenizer");
        files.text("config.json", "{\"vocab_size\":7}");
        assertRefused("max_position_embeddings");
        files.text("config.json", "{}");
        assertRefused("vocab_size");
    }

    @Test
    void refusesAtOnceWhenTheQueueIsFull() throws Exception {
        List<Prompt> prompts = prompts(50);
        TaskModelLoader loader = new TaskModelLoader(new FixedConfig(0));
        try (DjlEmbedder embedder = (DjlEmbedder) loader.load(files.folder());
                ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Integer> call = () -> {
                try {
                    return embedder.embed(prompts).size();
                } catch (Fault fault) {
                    assertEquals(FaultCode.OVERLOADED, fault.code());
                    return 0;
                }
            };
            int refused = 0;
            for (Future<Integer> each : threads.invokeAll(Collections.nCopies(40, call))) {
                refused += each.get() == 0 ? 1 : 0;
            }
            assertTrue(refused > 0, "four threads never met");
            assertEquals(50, embedder.embed(prompts).size());
        }
    }

    private record FixedConfig(int queue) implements TaskConfig {
        @Override
        public OptionalInt threads() {
            return OptionalInt.of(1);
        }
    }
}
