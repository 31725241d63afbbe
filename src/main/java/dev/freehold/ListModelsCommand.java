package dev.freehold;

import picocli.CommandLine.Command;

/** Lists the models that are on disk, as {@code models} alone does. */
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        description = "Lists the models on disk, and why a folder cannot be served.")
final class ListModelsCommand implements Runnable {
    @Override
    public void run() {
        new ModelsCommand().run();
    }
}
