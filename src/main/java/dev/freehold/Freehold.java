package dev.freehold;

import io.quarkus.runtime.annotations.QuarkusMain;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command line: {@code java -jar quarkus-run.jar [command]}; {@code serve} when no command is given. */
@QuarkusMain
@Command(
        name = "freehold",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        description = "Hosts open-weight models behind authentication, quotas and an audit log.",
        subcommands = {ServeCommand.class, ModelsCommand.class, AuditCommand.class, WitnessCommand.class})
public final class Freehold implements Runnable {

    public static void main(String... arguments) {
        System.exit(new CommandLine(new Freehold()).execute(arguments));
    }

    /** No command means {@code serve}. */
    @Override
    public void run() {
        new ServeCommand().run();
    }
}
