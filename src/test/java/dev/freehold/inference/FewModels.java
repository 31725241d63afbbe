package dev.freehold.inference;

import dev.freehold.core.ModelId;
import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelFolder;
import dev.freehold.registry.Provenance;
import dev.freehold.registry.SignatureState;
import dev.freehold.registry.passport.Passport;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;

/** Folders that exist on paper: a name, a size, a version. */
final class FewModels implements ModelDirectory, ModelLoader {
    final Map<ModelId, Integer> versions = new ConcurrentSkipListMap<>();
    final Map<ModelId, String> refusals = new ConcurrentSkipListMap<>();
    final List<String> loads = new CopyOnWriteArrayList<>();
    final List<String> closed = new CopyOnWriteArrayList<>();
    final List<String> notes = new CopyOnWriteArrayList<>();

    /** Taken for each load. */
    final Semaphore gate = new Semaphore(1_000_000);

    Runnable whileLoading = () -> {};

    /** Whether every look sees something else, as while files are copied. */
    volatile boolean isRestless;

    private int looks;

    static FewModels of(String... names) {
        FewModels models = new FewModels();
        for (String name : names) {
            models.versions.put(new ModelId(name), 1);
        }
        return models;
    }

    /** Each takes a hundred bytes. */
    private static ModelFolder folder(ModelId id, int version) {
        return new ModelFolder(
                id,
                Path.of(id.value()),
                ModelFolder.Kind.EMBEDDER,
                ModelFolder.Layout.OPTIMUM,
                Path.of("model.onnx"),
                "sha256:" + version,
                100,
                new Provenance(new SignatureState.Unsigned(), Passport.of(List.of())));
    }

    ModelHost host(LivingConfig config) {
        ChangeNote note = change -> notes.add(change.action() + " " + change.id() + " " + change.inWords());
        ModelHost host = new ModelHost(config, this, note, List.of(this), List.of());
        host.load();
        return host;
    }

    @Override
    public Scan scan() {
        return new Scan(
                versions.entrySet().stream()
                        .filter(model -> !refusals.containsKey(model.getKey()))
                        .map(model -> folder(model.getKey(), model.getValue()))
                        .toList(),
                refusals.entrySet().stream()
                        .map(refusal -> new Refusal(refusal.getKey().value(), refusal.getValue()))
                        .toList());
    }

    @Override
    public Map<ModelId, String> stamps() {
        Map<ModelId, String> stamps = new HashMap<>();
        looks++;
        versions.forEach((id, version) ->
                stamps.put(id, version + refusals.getOrDefault(id, "") + (isRestless && version > 1 ? looks : "")));
        return stamps;
    }

    @Override
    public boolean canLoad(ModelFolder folder) {
        return true;
    }

    @Override
    public ServableModel load(ModelFolder folder) throws ModelLoadException {
        gate.acquireUninterruptibly();
        loads.add(folder.id().value());
        whileLoading.run();
        return new SilentModel(folder, closed);
    }
}
