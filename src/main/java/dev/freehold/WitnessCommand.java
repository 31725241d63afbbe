package dev.freehold;

import dev.freehold.tlog.MalformedException;
import dev.freehold.witness.WitnessFolder;
import dev.freehold.witness.WitnessServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs a witness: a second pair of eyes on other machines' logs, with a key and a folder of its own. Needs no gateway. */
@Command(
        name = "witness",
        mixinStandardHelpOptions = true,
        description = "Cosigns the checkpoints of audit logs that only ever grow (C2SP tlog-witness).")
final class WitnessCommand implements Callable<Integer> {
    /** The exit code of settings that a person has to change, as sysexits.h has it for configuration. */
    private static final int EXIT_CONFIGURATION = 78;

    @Option(names = "--name", required = true, description = "The witness's name, best a URL without scheme.")
    private String name = "";

    @Option(
            names = "--log",
            required = true,
            description = "The verifier key of a log to watch, as its gateway shows it; may be given again.")
    private List<String> logs = List.of();

    @Option(names = "--home", description = "The data folder; default: ${DEFAULT-VALUE}")
    private Path home = Path.of(System.getProperty("user.home"), ".freehold-witness");

    @Option(names = "--host", description = "The address to listen at; default: ${DEFAULT-VALUE}")
    private String host = "127.0.0.1";

    @Option(names = "--port", description = "The port to listen at; default: ${DEFAULT-VALUE}")
    private int port = 8090;

    @Override
    public Integer call() throws InterruptedException {
        CountDownLatch end = new CountDownLatch(1);
        try (WitnessFolder folder = WitnessFolder.open(home, name);
                WitnessServer server = folder.serve(new InetSocketAddress(host, port), logs)) {
            Runtime.getRuntime().addShutdownHook(new Thread(end::countDown));
            System.out.printf(
                    "Witness at http://%s:%d, data in %s%n%n  key %s%n%n", host, server.port(), home, folder.key());
            System.out.flush();
            end.await();
            return 0;
        } catch (MalformedException | IllegalArgumentException | IllegalStateException | IOException unusable) {
            System.err.println("The witness did not start: " + unusable.getMessage());
            return EXIT_CONFIGURATION;
        }
    }
}
