package dev.freehold.inference.task;

import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.registry.ModelFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Loads models that read texts and write none. */
@ApplicationScoped
class TaskModelLoader implements ModelLoader {
    private final TaskConfig config;

    @Inject
    TaskModelLoader(TaskConfig config) {
        this.config = config;
    }

    /**
     * How much one model may take.
     *
     * @param threads compute one run, and one run goes on at a time
     * @param queue calls that may wait for their turn
     */
    record Bounds(int threads, int queue) {}

    @Override
    public boolean canLoad(ModelFolder folder) {
        return switch (folder.kind()) {
            case EMBEDDER, RANKER, CLASSIFIER, TOKEN_CLASSIFIER -> folder.layout() == ModelFolder.Layout.OPTIMUM;
            case GENERATOR, TENSOR -> false;
        };
    }

    @Override
    public ServableModel load(ModelFolder folder) throws ModelLoadException {
        int cores = Runtime.getRuntime().availableProcessors();
        Bounds bounds = new Bounds(config.threads().orElse(cores), config.queue());
        return switch (folder.kind()) {
            case EMBEDDER -> DjlEmbedder.open(folder, bounds);
            case RANKER -> DjlRanker.open(folder, bounds);
            case CLASSIFIER -> DjlClassifier.open(folder, bounds);
            case TOKEN_CLASSIFIER -> DjlTokenClassifier.open(folder, bounds);
            case GENERATOR, TENSOR -> throw new IllegalArgumentException("it is not for reading texts");
        };
    }
}
