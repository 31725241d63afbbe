package dev.freehold.registry.pull;

import dev.freehold.registry.source.Settings;
import dev.freehold.registry.source.SourceFailure;
import java.nio.file.Path;

/** A pull in a process of its own, which can be killed. */
final class PullProcess {
    private PullProcess() {}

    /** Arguments: the folder of models, the hub's address, the content's address, the reference, the model's name. */
    public static void main(String... arguments) throws Exception {
        Settings settings = Settings.of(Path.of(arguments[0]))
                .with("freehold.sources.hf.endpoint", arguments[1])
                .with("freehold.sources.allowed-hosts", arguments[1] + "," + arguments[2]);
        System.out.println("ready");
        try {
            new Pulling(System.out).run(settings, arguments[3], arguments[4]);
        } catch (SourceFailure failure) {
            System.out.println(failure.kind());
            System.exit(failure.kind() == SourceFailure.Kind.DISK ? 74 : 69);
        }
    }
}
