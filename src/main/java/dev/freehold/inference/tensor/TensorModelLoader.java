package dev.freehold.inference.tensor;

import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.registry.ModelFolder;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;

/** Loads graphs of which nothing is known but their tensors. */
@ApplicationScoped
class TensorModelLoader implements ModelLoader {
    private final TensorConfig config;

    @Inject
    TensorModelLoader(TensorConfig config) {
        this.config = config;
    }

    @Override
    public boolean canLoad(ModelFolder folder) {
        return folder.kind() == ModelFolder.Kind.TENSOR;
    }

    @Override
    public ServableModel load(ModelFolder folder) throws ModelLoadException {
        return OrtTensorModel.open(folder, Share.of(folder.graph(), config));
    }
}
