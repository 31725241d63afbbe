package dev.freehold.inference;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.Standing.State;
import dev.freehold.registry.ModelDirectory.Refusal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Models that are loaded at first use, share a memory, and follow their folders. */
@Timeout(20)
class LivingModelsTest {
    private static final ModelId A = new ModelId("a");
    private static final ModelId B = new ModelId("b");
    private static final ModelId C = new ModelId("c");

    private static void use(ModelHost host, ModelId id) {
        try (Lease<ServableModel> lease = host.lease(id).orElseThrow()) {
            assertEquals(id, lease.model().id());
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        while (!condition.getAsBoolean()) {
            Thread.sleep(2);
        }
    }

    private static List<String> serving(ModelHost host) {
        return host.loaded().stream().map(model -> model.id().value()).toList();
    }

    @Test
    void aModelIsLoadedWhenTheFirstCallAsksForIt() {
        FewModels models = FewModels.of("a", "b");
        ModelHost host = models.host(LivingSettings.onFirstUse());
        assertEquals(List.of(), models.loads);
        assertEquals(List.of(A, B), host.offers().stream().map(Offer::id).toList());
        use(host, B);
        use(host, B);
        assertEquals(List.of("b"), models.loads);
        assertEquals(List.of("model.load b digest=sha256:1 by=first-use"), models.notes);
        assertEquals(State.IDLE, host.standings().getFirst().state());
        assertEquals(Optional.empty(), host.lease(C));
    }

    @Test
    void callsThatAskForTheSameWaitForOneLoad() throws Exception {
        FewModels models = FewModels.of("a");
        models.gate.drainPermits();
        ModelHost host = models.host(LivingSettings.onFirstUse());
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(CompletableFuture.runAsync(() -> use(host, A), Thread::startVirtualThread));
        }
        Thread.sleep(20);
        models.gate.release();
        calls.forEach(CompletableFuture::join);
        assertEquals(List.of("a"), models.loads);
    }

    @Test
    void aCallDoesNotWaitForEverAndTheLoadGoesOn() throws Exception {
        FewModels models = FewModels.of("a");
        models.gate.drainPermits();
        ModelHost host = models.host(LivingSettings.onFirstUse().waiting(Duration.ofMillis(10)));
        Fault slow = assertThrows(Fault.class, () -> host.lease(A));
        assertEquals(FaultCode.OVERLOADED, slow.code());
        assertTrue(slow.retryAfter().isPresent());
        models.gate.release();
        await(() -> host.find(A).isPresent());
        use(host, A);
    }

    @Test
    void whatCannotBeLoadedAtFirstUseIsNoLongerOffered() {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.onFirstUse());
        models.refusals.put(A, "a byte is not what was signed");
        assertEquals(Optional.empty(), host.lease(A));
        assertEquals(List.of(), host.offers());
        assertEquals(List.of(new Refusal("a", "a byte is not what was signed")), host.refusals());
    }

    @Test
    void whatSomebodyUnloadedIsNotLoadedByACall() {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.onFirstUse());
        host.unload(A, change -> {});
        assertEquals(Optional.empty(), host.lease(A));
        assertEquals(List.of(), models.loads);
    }

    @Test
    void theOneThatWasUsedLongestAgoMakesRoom() {
        FewModels models = FewModels.of("a", "b", "c");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(250));
        assertEquals(List.of("a", "b"), serving(host), "as many as there is room for");
        use(host, B);
        use(host, A);
        use(host, C);
        assertEquals(List.of("a", "c"), serving(host));
        assertEquals(List.of("b"), models.closed);
        assertEquals(
                List.of("model.unload b was=sha256:1 by=memory", "model.load c digest=sha256:1 by=first-use"),
                models.notes);
        use(host, B);
        assertEquals(List.of("b", "c"), serving(host));
    }

    @Test
    void aModelInUseIsNeverUnloadedForAnother() {
        FewModels models = FewModels.of("a", "b");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(150));
        try (Lease<ServableModel> lease = host.lease(A).orElseThrow()) {
            Fault full = assertThrows(Fault.class, () -> host.lease(B));
            assertEquals(FaultCode.OVERLOADED, full.code());
            assertTrue(full.message().contains("no room for the model 'b'"), full.message());
            assertTrue(full.retryAfter().isPresent());
            assertEquals(A, lease.model().id());
            assertEquals(List.of(), models.closed);
        }
        use(host, B);
        assertEquals(List.of("a"), models.closed);
    }

    @Test
    void whatStillFinishesTakesMemory() throws Exception {
        FewModels models = FewModels.of("a", "b");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(150));
        try (Lease<ServableModel> lease = host.lease(A).orElseThrow()) {
            assertEquals(1, host.unload(A, change -> {}).draining());
            assertThrows(Fault.class, () -> host.lease(B));
            assertEquals(A, lease.model().id());
        }
        await(() -> host.standings().getFirst().draining() == 0);
        assertEquals(List.of("a"), models.closed);
        use(host, B);
    }

    @Test
    void aModelThatNeverFitsSaysSo() {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(50));
        assertEquals(Optional.empty(), host.lease(A));
        assertTrue(host.refusals().getFirst().reason().contains("freehold.models.memory"));
    }

    @Test
    void underAnyLoadTheMemoryIsKeptAndNobodyLosesAModel() throws Exception {
        FewModels models = FewModels.of("a", "b", "c", "d");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(250));
        List<CompletableFuture<Void>> calls = new ArrayList<>();
        for (int i = 0; i < 400; i++) {
            ModelId id = List.of(A, B, C, new ModelId("d")).get(i * 7 % 4);
            calls.add(CompletableFuture.runAsync(() -> useUnlessFull(host, id), Thread::startVirtualThread));
        }
        calls.forEach(CompletableFuture::join);
        assertTrue(serving(host).size() <= 2);
        assertEquals(models.loads.size(), models.closed.size() + serving(host).size());
    }

    private static void useUnlessFull(ModelHost host, ModelId id) {
        try (Lease<ServableModel> lease = host.lease(id).orElseThrow()) {
            assertTrue(host.loaded().contains(lease.model()), "it is there while in use");
        } catch (Fault full) {
            assertEquals(FaultCode.OVERLOADED, full.code());
        }
    }

    @Test
    void filesThatChangeWhileTheyAreLoadedAreNotServed() {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.DEFAULT);
        models.whileLoading = () -> models.versions.put(A, 3);
        models.versions.put(A, 2);
        ModelLoadException torn = assertThrows(ModelLoadException.class, () -> host.load(A, false, change -> {}));
        assertTrue(String.valueOf(torn.getMessage()).contains("changed while"));
        assertEquals("sha256:1", host.find(A).orElseThrow().digest());
        assertEquals(List.of("a"), models.closed);
    }

    @Test
    void foldersAreFollowedWhenTheyStayAsTheyAre() throws Exception {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.DEFAULT.looking(Duration.ofMillis(15)));
        try {
            models.versions.put(B, 1);
            await(() -> host.find(B).isPresent());
            models.versions.put(A, 2);
            await(() -> host.find(A).orElseThrow().digest().equals("sha256:2"));
            models.refusals.put(A, "broken");
            await(() -> !host.refusals().isEmpty());
            assertEquals("sha256:2", host.find(A).orElseThrow().digest());
            models.refusals.clear();
            models.versions.put(A, 3);
            await(() -> host.find(A).orElseThrow().digest().equals("sha256:3"));
            models.versions.remove(B);
            await(() -> !host.knows(B));
            assertEquals(
                    List.of(
                            "model.load b digest=sha256:1 by=folder",
                            "model.reload a digest=sha256:2 was=sha256:1 by=folder",
                            "model.reload a digest=sha256:3 was=sha256:2 by=folder",
                            "model.unload b was=sha256:1 by=folder"),
                    models.notes);
        } finally {
            host.close();
        }
    }

    @Test
    void halfACopyIsNotLoaded() throws Exception {
        FewModels models = FewModels.of("a", "b");
        ModelHost host = models.host(LivingSettings.DEFAULT.looking(Duration.ofMillis(5)));
        try {
            models.isRestless = true;
            models.versions.put(A, 2);
            Thread.sleep(60);
            assertEquals("sha256:1", host.find(A).orElseThrow().digest());
            models.isRestless = false;
            await(() -> host.find(A).orElseThrow().digest().equals("sha256:2"));
        } finally {
            host.close();
        }
    }

    @Test
    void aNewFolderThatDoesNotFitWaitsForItsUse() throws Exception {
        FewModels models = FewModels.of("a");
        ModelHost host = models.host(LivingSettings.DEFAULT.within(150).looking(Duration.ofMillis(5)));
        try {
            models.versions.put(B, 1);
            await(() -> host.knows(B));
            assertEquals(List.of("a"), serving(host));
            use(host, B);
            assertEquals(List.of("b"), serving(host));
        } finally {
            host.close();
        }
    }

    @Test
    void aFolderThatSomebodyUnloadedIsNotFollowed() throws Exception {
        FewModels models = FewModels.of("a", "b");
        ModelHost host = models.host(LivingSettings.DEFAULT.looking(Duration.ofMillis(10)));
        try {
            host.unload(A, change -> {});
            models.versions.put(A, 2);
            models.versions.put(B, 2);
            await(() -> host.find(B).orElseThrow().digest().equals("sha256:2"));
            Thread.sleep(50);
            assertFalse(host.find(A).isPresent());
        } finally {
            host.close();
        }
    }
}
