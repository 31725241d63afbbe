package dev.freehold.inference.task;

import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.registry.ModelFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Loads embedding models. */
@ApplicationScoped
class TaskModelLoader implements ModelLoader {
    private final TaskConfig config;

    @Inject
    TaskModelLoader(TaskConfig config) {
        this.config = config;
    }

    @Override
    public boolean canLoad(ModelFolder folder) {
        return folder.kind() == ModelFolder.Kind.EMBEDDER && folder.layout() == ModelFolder.Layout.OPTIMUM;
    }

    @Override
    public ServableModel load(ModelFolder folder) throws ModelLoadException {
        int cores = Runtime.getRuntime().availableProcessors();
        return DjlEmbedder.open(folder, config.threads().orElse(cores), config.queue());
    }
}
