package dev.freehold.registry;

import java.util.List;

/** What a scan of the folder of models finds, for tests of other rooms. */
public final class ScannedModels {
    private ScannedModels() {}

    public static ModelDirectory.Scan of(RegistryConfig config) {
        return new FolderModelDirectory(config).scan();
    }

    public static List<String> names(RegistryConfig config) {
        return of(config).servable().stream().map(folder -> folder.id().value()).toList();
    }
}
