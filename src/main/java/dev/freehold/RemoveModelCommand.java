package dev.freehold;

import dev.freehold.registry.RegistryConfig;
import dev.freehold.registry.content.ContentStore;
import io.quarkus.arc.Arc;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.QuarkusApplication;
import java.io.IOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Removes a model that was fetched. A gateway that serves it goes on until it is started again. */
@Command(
        name = "remove",
        mixinStandardHelpOptions = true,
        description = "Removes a model that was fetched, and the files that no other one has.",
        exitCodeListHeading = "Exit codes:%n",
        exitCodeList = {
            "0:it is not here any more",
            "1:no fetched model has this name",
            "2:wrong usage",
            "74:the disk does not let it go"
        })
final class RemoveModelCommand implements Runnable {
    private static final int DISK = 74;

    @ArgGroup(multiplicity = "1")
    private Target target = new Target();

    /** One of the two. */
    static final class Target {
        @Parameters(paramLabel = "NAME", description = "the model's name")
        private @Nullable String name;

        @Option(
                names = "--unused",
                description = "no model: versions that no name leads to, and what broken-off pulls have left")
        private boolean isUnused;
    }

    @Override
    public void run() {
        Aside.prepare();
        String name = target.isUnused || target.name == null ? "" : target.name;
        Quarkus.run(Removing.class, (code, failure) -> System.exit(code), name);
    }

    /** The command's work, inside the container. */
    static final class Removing implements QuarkusApplication {
        @Override
        public int run(String... arguments) {
            RegistryConfig config =
                    Arc.container().instance(RegistryConfig.class).get();
            return remove(new ContentStore(config.dir()), arguments[0]);
        }
    }

    /** Removes a model, or with an empty name only what nobody needs. */
    static int remove(ContentStore store, String name) {
        try {
            if (!name.isEmpty() && !store.remove(name)) {
                System.err.println("No fetched model is named " + name + "; a folder of your own is yours to delete.");
                return 1;
            }
            System.out.printf(Locale.ROOT, "%,.1f MiB freed%n", store.sweep() / (double) (1 << 20));
            return 0;
        } catch (IOException failed) {
            System.err.println("Not everything was removed: " + failed);
            return DISK;
        }
    }
}
