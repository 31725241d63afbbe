package dev.freehold;

import dev.freehold.registry.ModelDirectory;
import dev.freehold.registry.ModelFolder;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.PrintStream;
import picocli.CommandLine.Command;

/** Lists the models that are on disk, and why a folder cannot be served; fetches, builds, removes and signs them. Needs no running gateway and disturbs none. */
@Command(
        name = "models",
        mixinStandardHelpOptions = true,
        description = "Lists the models on disk, and why a folder cannot be served; fetches, builds, removes, signs"
                + " and verifies them.",
        subcommands = {
            PullModelCommand.class,
            BuildModelCommand.class,
            ListModelsCommand.class,
            RemoveModelCommand.class,
            SignModelCommand.class,
            VerifyModelCommand.class
        })
final class ModelsCommand implements Runnable {

    @Override
    public void run() {
        Aside.prepare();
        Quarkus.run(Listing.class);
    }

    /** The command's work, inside the container. */
    static final class Listing implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            ModelDirectory directory =
                    Arc.container().instance(ModelDirectory.class).get();
            print(directory.scan(), System.out);
            return 0;
        }
    }

    static void print(ModelDirectory.Scan scan, PrintStream out) {
        for (ModelFolder folder : scan.servable()) {
            out.printf("%-32s %-16s %s%n", folder.id(), folder.kind().wireName(), folder.digest());
        }
        for (ModelDirectory.Refusal refusal : scan.refused()) {
            out.printf("%-32s cannot be served: %s%n", refusal.folder(), refusal.reason());
        }
    }
}
