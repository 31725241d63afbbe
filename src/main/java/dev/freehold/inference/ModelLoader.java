package dev.freehold.inference;

import dev.freehold.registry.ModelFolder;

/** Brings one kind of model to life; each alcove plugs one in. */
public interface ModelLoader {

    boolean canLoad(ModelFolder folder);

    /**
     * Loads the folder and warms the model up.
     *
     * @throws ModelLoadException with a sentence for the operator when the folder cannot be served
     */
    ServableModel load(ModelFolder folder) throws ModelLoadException;
}
