package dev.freehold.registry.guard;

import static dev.freehold.registry.guard.HostileGraphs.DATA;
import static dev.freehold.registry.guard.HostileGraphs.elsewhere;
import static dev.freehold.registry.guard.HostileGraphs.function;
import static dev.freehold.registry.guard.HostileGraphs.graph;
import static dev.freehold.registry.guard.HostileGraphs.model;
import static dev.freehold.registry.guard.HostileGraphs.node;
import static dev.freehold.registry.guard.HostileGraphs.quantised;
import static dev.freehold.registry.guard.HostileGraphs.scalar;
import static dev.freehold.registry.guard.HostileGraphs.tensor;
import static dev.freehold.registry.guard.HostileGraphs.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.ModelProto;
import com.google.protobuf.ByteString;
import dev.freehold.registry.guard.HostileGraphs.DataType;
import dev.freehold.registry.guard.HostileGraphs.Hostile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** Files made to harm whoever reads them, and harmless ones that look like them. */
class OnnxGuardTest {
    @TempDir
    Path folder;

    @TestFactory
    Stream<DynamicTest> refusesWhatDoesNotHoldTogether() throws HarmfulFile {
        return HostileGraphs.all().stream()
                .map(hostile -> DynamicTest.dynamicTest(hostile.name(), () -> refuses(hostile)));
    }

    private void refuses(Hostile hostile) throws IOException {
        Files.write(folder.resolve(DATA), new byte[64]);
        Path graph = Files.write(folder.resolve("model.onnx"), hostile.file().toByteArray());
        HarmfulFile refused = assertThrows(HarmfulFile.class, () -> OnnxGuard.check(graph));
        assertTrue(refused.reason().contains(hostile.reason()), refused::reason);
    }

    @Test
    void acceptsWhatHoldsTogether() throws Exception {
        Files.write(folder.resolve(DATA), new byte[64]);
        ModelProto model = model(with(
                                scalar("a"),
                                tensor(DataType.FLOAT, 0).setName("empty"),
                                tensor(DataType.INT4, 3).setName("packed").setRawData(ByteString.copyFrom(new byte[2])),
                                tensor(DataType.STRING, 1).setName("text").addStringData(ByteString.copyFromUtf8("x")),
                                elsewhere(4, "location", DATA).setName("first"),
                                elsewhere(60, "location", DATA, "offset", "4", "length", "60")
                                        .setName("rest"))
                        .addNode(node("If")
                                .addAttribute(AttributeProto.newBuilder()
                                        .setName("then_branch")
                                        .setG(graph())))
                        .addNode(node("own_function").setDomain("own"))
                        .addNode(node("SkipSimplifiedLayerNormalization").setDomain("com.microsoft")))
                .addFunctions(function("own_function").addNode(node("Relu")))
                .build();
        Path file = Files.write(folder.resolve("model.onnx"), model.toByteArray());

        assertEquals(Set.of(DATA), OnnxGuard.check(file));
        Files.write(file, model(quantised(64, 4, 4, 32, 128, 8)).build().toByteArray());
        assertEquals(Set.of(), OnnxGuard.check(file));
    }

    @Test
    void weightsAreNoLinkAndHaveNoSecondName() throws Exception {
        Path file = Files.write(
                folder.resolve("model.onnx"),
                model(with(elsewhere(4, "location", DATA))).build().toByteArray());
        Path elsewhere = Files.write(folder.resolve("elsewhere"), new byte[4]);
        Files.createSymbolicLink(folder.resolve(DATA), elsewhere);
        assertTrue(assertThrows(HarmfulFile.class, () -> OnnxGuard.check(file))
                .reason()
                .contains("a link"));
        Files.delete(folder.resolve(DATA));
        Files.createLink(folder.resolve(DATA), elsewhere);
        assertTrue(assertThrows(HarmfulFile.class, () -> OnnxGuard.check(file))
                .reason()
                .contains("hard link"));
        Files.delete(elsewhere);
        assertEquals(Set.of(DATA), OnnxGuard.check(file));
    }

    /** No answer but a verdict: no other exception, no endless walk. */
    @Test
    void anyBitMayBeFlipped() throws IOException {
        byte[] whole = model(with(scalar("a"), elsewhere(4, "location", DATA)).addNode(node("Relu")))
                .build()
                .toByteArray();
        Files.write(folder.resolve(DATA), new byte[64]);
        for (int bit = 0; bit < whole.length * 8; bit++) {
            byte[] flipped = whole.clone();
            flipped[bit / 8] ^= (byte) (1 << (bit % 8));
            Path file = Files.write(folder.resolve("model.onnx"), flipped);
            try {
                OnnxGuard.check(file);
            } catch (HarmfulFile verdict) {
                assertTrue(!verdict.reason().isEmpty());
            } catch (RuntimeException | Error other) {
                fail("bit " + bit, other);
            }
        }
    }
}
