package dev.freehold.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelChange.Cause;
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
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ModelHostTest {
    private static final ModelId A = new ModelId("a");

    private final List<String> closed = new CopyOnWriteArrayList<>();
    private final List<ModelChange> notes = new ArrayList<>();

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
                return new SilentModel(folder, closed);
            }
        };
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> void sneak(Throwable failure) throws T {
        throw (T) failure;
    }

    @Test
    void findsWhatItLoaded() {
        ModelHost host = host(directory("a", "b"), List.of(loading(Map.of())));
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
        ModelHost host = host(directory("a", "b", "c", "d", "e", "alien"), List.of(loader));
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
        ModelHost host = host(directory("a"), List.of(loading(Map.of()), second));
        host.load();
        assertEquals(List.of("a"), ids(host));
    }

    @Test
    void loadsEachModelOnce() {
        ModelHost host = host(directory("a"), List.of(loading(Map.of())));
        host.load();
        host.load();
        assertEquals(List.of("a"), ids(host));
        assertEquals(1, host.refusals().size());
    }

    @Test
    void closesAllAndThenLoadsNoMore() {
        ModelHost host = host(directory("a", "unruly", "c"), List.of(loading(Map.of())));
        host.load();
        host.close();
        host.close();
        assertEquals(List.of("unruly", "c", "a"), closed);
        assertTrue(host.find(new ModelId("a")).isPresent());
        ModelHost closedEarly = host(directory("a"), List.of(loading(Map.of())));
        closedEarly.close();
        assertEquals(List.of(), closedEarly.load().loaded());
    }

    @Test
    void whoHasALeaseKeepsTheModelThatItBeganWith() throws Exception {
        Versions versions = new Versions();
        ModelHost host = host(versions, List.of(loading(Map.of())));
        host.load();
        Lease<ServableModel> first = host.lease(A).orElseThrow();
        versions.number = 2;
        assertEquals(1, host.load(A, false, notes::add).draining());
        assertEquals("sha256:1", first.model().digest());
        assertEquals("sha256:2", host.find(A).orElseThrow().digest());
        assertEquals(List.of(), closed, "somebody uses it");
        try (Lease<ServableModel> second = host.lease(A).orElseThrow()) {
            assertEquals("sha256:2", second.model().digest());
            assertEquals(1, host.standings().getFirst().inUse());
        }
        first.close();
        first.close();
        await(() -> closed.equals(List.of("a")));
        await(() -> host.standings().getFirst().draining() == 0);
        assertEquals(List.of(new ModelChange(A, Optional.of("sha256:1"), Optional.of("sha256:2"), Cause.ORDER)), notes);
    }

    @Test
    void loadsTheSameFilesAgainOnlyWhenTold() throws Exception {
        ModelHost host = host(directory("a"), List.of(loading(Map.of())));
        host.load();
        Instant before = host.load(A, false, notes::add).offer().since();
        assertEquals(before, host.standings().getFirst().offer().since());
        assertEquals(List.of(), notes);
        host.load(A, true, notes::add);
        assertEquals(List.of("a"), closed);
        assertEquals("model.reload", notes.getFirst().action());
    }

    @Test
    void aLoadThatFailsLeavesWhatServes() {
        Versions versions = new Versions();
        ModelHost host = host(versions, List.of(loading(Map.of())));
        host.load();
        versions.refusal = "a byte is not what was signed";
        ModelLoadException failed = assertThrows(ModelLoadException.class, () -> host.load(A, true, notes::add));
        assertEquals("a byte is not what was signed", failed.getMessage());
        assertEquals("sha256:1", host.find(A).orElseThrow().digest());
        assertEquals(List.of(new Refusal("a", "a byte is not what was signed")), host.refusals());
        assertEquals(List.of(), notes);
        assertEquals(List.of(), closed);
    }

    @Test
    void aChangeThatCannotBeWrittenDownIsNotMade() {
        Versions versions = new Versions();
        ModelHost host = host(versions, List.of(loading(Map.of())));
        host.load();
        versions.number = 2;
        ChangeNote full = change -> {
            throw new Fault(FaultCode.AUDIT_UNAVAILABLE, "the disk is full");
        };
        assertThrows(Fault.class, () -> host.load(A, false, full));
        assertThrows(Fault.class, () -> host.unload(A, full));
        assertEquals("sha256:1", host.find(A).orElseThrow().digest());
        assertEquals(List.of("a"), closed, "the new one is not kept");
    }

    @Test
    void anUnloadedModelFinishesAndIsKnown() throws Exception {
        ModelHost host = host(directory("a"), List.of(loading(Map.of())));
        host.load();
        Lease<ServableModel> lease = host.lease(A).orElseThrow();
        Standing standing = host.unload(A, notes::add);
        assertEquals(Standing.State.UNLOADED, standing.state());
        assertEquals(1, standing.draining());
        assertEquals(Optional.empty(), host.lease(A));
        assertEquals(List.of(), closed);
        lease.close();
        await(() -> closed.equals(List.of("a")));
        assertEquals(Standing.State.UNLOADED, host.unload(A, notes::add).state());
        assertEquals(
                List.of("model.unload"), notes.stream().map(ModelChange::action).toList());
        assertEquals(Standing.State.SERVING, host.load(A, false, notes::add).state());
        assertThrows(Fault.class, () -> host.unload(new ModelId("b"), notes::add));
        assertThrows(Fault.class, () -> host.load(new ModelId("b"), false, notes::add));
    }

    @Test
    void tellsWhoWantsToKnowWhatChanged() throws Exception {
        List<String> seen = new ArrayList<>();
        ModelHost host = host(directory("a", "b"), List.of(loading(Map.of())), List.of(id -> seen.add(id.value())));
        host.load();
        host.load(A, false, notes::add);
        host.unload(A, notes::add);
        assertEquals(List.of("a", "b", "a"), seen);
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        for (int i = 0; i < 1000 && !condition.getAsBoolean(); i++) {
            Thread.sleep(5);
        }
        assertTrue(condition.getAsBoolean());
    }

    /** One folder whose content changes. */
    private static final class Versions implements ModelDirectory {
        private int number = 1;
        private String refusal = "";

        @Override
        public Scan scan() {
            ModelFolder now = new ModelFolder(
                    A,
                    Path.of("a"),
                    ModelFolder.Kind.EMBEDDER,
                    ModelFolder.Layout.OPTIMUM,
                    Path.of("a/model.onnx"),
                    "sha256:" + number);
            return refusal.isEmpty()
                    ? new Scan(List.of(now), List.of())
                    : new Scan(List.of(), List.of(new Refusal("a", refusal)));
        }
    }

    private static ModelHost host(ModelDirectory directory, List<ModelLoader> loaders) {
        return host(directory, loaders, List.of());
    }

    private static ModelHost host(ModelDirectory directory, List<ModelLoader> loaders, List<ModelObserver> observers) {
        return new ModelHost(LivingSettings.DEFAULT, directory, change -> {}, loaders, observers);
    }

    private static List<String> ids(ModelHost host) {
        return host.loaded().stream().map(model -> model.id().value()).toList();
    }
}
