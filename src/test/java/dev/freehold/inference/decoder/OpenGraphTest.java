package dev.freehold.inference.decoder;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.onnxruntime.OrtException;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.decoder.TinyLlama.Trait;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenGraphTest {
    private static final int[] PROMPT = "the quick brown fox".chars().toArray();

    @TempDir
    Path folder;

    @Test
    void asksForPositionsWhenTheCallerCanSayThem() throws Exception {
        for (ModelFolder model : new ModelFolder[] {TinyModel.plain(folder), TinyModel.inPlace(folder)}) {
            try (OpenGraph graph = open(model, true)) {
                assertTrue(graph.signature().selectsPositions());
                assertEquals(TinyLlama.VOCABULARY, graph.signature().vocabulary());
            }
            try (OpenGraph graph = open(model, false)) {
                assertFalse(graph.signature().selectsPositions());
            }
        }
    }

    @Test
    void takesAGraphThatAsksForPositionsItself() throws Exception {
        try (OpenGraph graph = open(TinyModel.of(folder, Trait.IN_PLACE, Trait.SELECTING), true)) {
            assertTrue(graph.signature().selectsPositions());
            assertEquals(List.of(), graph.remarks());
        }
    }

    @Test
    void leavesAGraphThatPicksThePositionBeforeTheLastNorm() throws Exception {
        try (OpenGraph graph = open(TinyModel.of(folder, Trait.IN_PLACE, Trait.EARLY), true)) {
            assertFalse(graph.signature().selectsPositions());
            assertTrue(
                    graph.remarks().toString().contains("as it was exported"),
                    graph.remarks().toString());
        }
    }

    @Test
    void saysWhenTheDeviceIsMissing() throws Exception {
        ModelFolder model = TinyModel.plain(folder);
        Compute cuda = new Compute(RuntimeConfig.Device.CUDA, 1);
        OrtException refused = assertThrows(
                OrtException.class, () -> OpenGraph.open(model.graph(), ModelFactsReader.read(model), cuda, true));
        assertTrue(String.valueOf(refused.getMessage()).contains("-Pcuda"), refused.getMessage());
    }

    @Test
    void servesTheBranchWithPastOfAMergedGraph() throws Exception {
        assertArrayEquals(logits(TinyModel.plain(folder)), logits(TinyModel.of(folder, Trait.MERGED)));
    }

    @Test
    void refusesABranchThatReadsOneTokenAtATime() throws Exception {
        ModelFolder model = TinyModel.of(folder, Trait.MERGED, Trait.LOOKS_AHEAD);
        for (boolean selects : new boolean[] {true, false}) {
            ModelLoadException refused = assertThrows(ModelLoadException.class, () -> open(model, selects));
            assertTrue(String.valueOf(refused.getMessage()).contains("one token at a time"), refused.getMessage());
        }
    }

    @Test
    void takesTokensOfFourBytes() throws Exception {
        assertArrayEquals(logits(TinyModel.plain(folder)), logits(TinyModel.of(folder, Trait.NARROW)));
        assertArrayEquals(logits(TinyModel.plain(folder)), logits(TinyModel.of(folder, Trait.NARROW, Trait.MERGED)));
    }

    private static float[] logits(ModelFolder model) throws Exception {
        try (OpenGraph graph = open(model, false)) {
            Decoder decoder = new HandOverDecoder(graph.session(), graph.signature(), 1, TinyLlama.CONTEXT);
            float[] logits = new float[TinyLlama.VOCABULARY];
            decoder.append(0, PROMPT, 0, PROMPT.length, logits);
            decoder.append(0, PROMPT, 0, 3, logits);
            decoder.close();
            return logits;
        }
    }

    private static OpenGraph open(ModelFolder model, boolean selects) throws Exception {
        return OpenGraph.open(model.graph(), ModelFactsReader.read(model), Compute.cpu(1), selects);
    }
}
