package dev.freehold.registry.pull;

import dev.freehold.registry.Folders;
import dev.freehold.registry.source.Settings;
import java.nio.file.Path;

/** A model that was fetched, for tests of other rooms. */
public final class FetchedModel {
    private FetchedModel() {}

    public static void in(Path models, String name) throws Exception {
        Path original = Folders.generator(models.resolveSibling("original"));
        Pulling.pull(Settings.of(models), "folder:" + original, name);
    }
}
