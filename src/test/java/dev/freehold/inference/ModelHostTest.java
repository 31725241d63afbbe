package dev.freehold.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelDirectory.Refusal;
import dev.freehold.registry.ModelDirectory.Scan;
import dev.freehold.registry.ModelFolder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ModelHostTest {
    private final List<String> closed = new ArrayList<>();

    private static ModelFolder folder(String name) {
        return new ModelFolder(
                new ModelId(name),
                Path.of(name),
                ModelFolder.Kind.EMBEDDER,
                ModelFolder.Layout.OPTIMUM,
                Path.of(name, "model.onnx"),
                "sha256:" + name);
    }

    private static ModelDirectory directory(String... names) {
        Scan scan = new Scan(
                Arrays.stream(names).map(ModelHostTest::folder).toList(), List.of(new Refusal("broken", "no graph")));
        return () -> scan;
    }

    private ModelLoader loading(Map<String, Supplier<? extends Throwable>> failures) {
        return new ModelLoader() {
            @Override
            public boolean canLoad(ModelFolder folder) {
                return !folder.id().value().equals("alien");
            }

            @Override
            public ServableModel load(ModelFolder folder) throws ModelLoadException {
                Supplier<? extends Throwable> failure = failures.get(folder.id().value());
                if (failure != null) {
                    ModelHostTest.<RuntimeException>sneak(failure.get());
                }
                return new Silent(folder, closed);
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void findsWhatItLoaded() {
        ModelHost host = new ModelHost(directory("a", "b"), List.of(loading(Map.of())));
        assertTrue(host.loaded().isEmpty());
        ModelHost.Report report = host.load();
        assertEquals(List.of("a", "b"), ids(host));
        assertEquals("sha256:b", host.find(new ModelId("b")).orElseThrow().digest());
        assertEquals(Optional.empty(), host.find(new ModelId("c")));
        assertEquals(List.of(new Refusal("broken", "no graph")), report.refused());
        assertFalse(report.loaded().getFirst().at().isAfter(Instant.now()));
    }

    @Test
    void oneThatFailsNeverStopsTheOthers() {
        ModelLoader loader = loading(Map.of(
                "a", () -> new ModelLoadException("its graph has no logits"),
                "b", () -> new IllegalStateException("boom"),
                "c", () -> new UnsatisfiedLinkError("no library"),
                "d", () -> new OutOfMemoryError("heap")));
        ModelHost host = new ModelHost(directory("a", "b", "c", "d", "e", "alien"), List.of(loader));
        host.load();
        assertEquals(List.of("e"), ids(host));
        assertEquals(
                List.of("broken", "a", "b", "c", "d", "alien"),
                host.refusals().stream().map(Refusal::folder).toList());
        assertEquals("its graph has no logits", host.refusals().get(1).reason());
        assertTrue(host.refusals().get(3).reason().contains("no library"));
        assertTrue(host.refusals().get(5).reason().contains("EMBEDDER"));
    }

    @Test
    void theFirstLoaderThatCanLoadDoes() {
        ModelLoader second = loading(Map.of("a", () -> new AssertionError("not asked")));
        ModelHost host = new ModelHost(directory("a"), List.of(loading(Map.of()), second));
        host.load();
        assertEquals(List.of("a"), ids(host));
    }

    @Test
    void loadsEachModelOnce() {
        ModelHost host = new ModelHost(directory("a"), List.of(loading(Map.of())));
        host.load();
        host.load();
        assertEquals(List.of("a"), ids(host));
        assertEquals(1, host.refusals().size());
    }

    @Test
    void closesInReverseOrderAndThenLoadsNoMore() {
        ModelHost host = new ModelHost(directory("a", "unruly", "c"), List.of(loading(Map.of())));
        host.load();
        host.close();
        host.close();
        assertEquals(List.of("c", "unruly", "a"), closed);
        assertTrue(host.find(new ModelId("a")).isPresent());
        ModelHost closedEarly = new ModelHost(directory("a"), List.of(loading(Map.of())));
        closedEarly.close();
        assertEquals(List.of(), closedEarly.load().loaded());
    }

    private static List<String> ids(ModelHost host) {
        return host.loaded().stream().map(model -> model.id().value()).toList();
    }

    private record Silent(ModelFolder folder, List<String> closed) implements TextEmbedder {
        @Override
        public ModelId id() {
            return folder.id();
        }

        @Override
        public String digest() {
            return folder.digest();
        }

        @Override
        public int dimensions() {
            return 1;
        }

        @Override
        public int maxTokens() {
            return 1;
        }

        @Override
        public Prompt prompt(String text) {
            return new Prompt(new int[1]);
        }

        @Override
        public Prompt prompt(int[] tokens) {
            return new Prompt(tokens);
        }

        @Override
        public List<float[]> embed(List<Prompt> inputs) {
            return List.of();
        }

        @Override
        public void close() {
            closed.add(folder.id().value());
            if (folder.id().value().equals("unruly")) {
                throw new IllegalStateException("does not want to close");
            }
        }
    }
}
