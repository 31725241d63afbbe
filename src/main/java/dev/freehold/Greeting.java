package dev.freehold;

import dev.freehold.inference.ModelHost;
import dev.freehold.inference.TextGenerator;
import dev.freehold.registry.ModelDirectory.Refusal;
import io.quarkus.vertx.http.HttpServerStart;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.ObservesAsync;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Says on the terminal what is there now and what to try next. */
@ApplicationScoped
class Greeting {
    private final FreeholdConfig config;
    private final ModelHost models;
    private final String url;
    private final String management;
    private volatile Optional<Path> minted = Optional.empty();

    Greeting(
            FreeholdConfig config,
            ModelHost models,
            @ConfigProperty(name = "quarkus.http.port") int port,
            @ConfigProperty(name = "quarkus.management.port") int managementPort) {
        this.config = config;
        this.models = models;
        this.url = "http://localhost:" + port;
        this.management = "http://localhost:" + managementPort;
    }

    void firstKey(Optional<Path> file) {
        minted = file;
    }

    void say(@ObservesAsync HttpServerStart listening) {
        PrintStream out = System.out;
        out.printf("%nFreehold %s, data in %s%n%n", Version.number(), config.home());
        models.report()
                .loaded()
                .forEach(loaded -> out.printf(
                        "  serving   %-24s %s%n",
                        loaded.model().id(), loaded.model().digest().substring(0, 19)));
        for (Refusal refusal : models.refusals()) {
            out.printf("  refused   %-24s %s%n", refusal.folder(), refusal.reason());
        }
        minted.ifPresent(path -> out.printf(
                "%n  first key %s%n            (all roles, no limits; make your own keys with it, then revoke it)%n",
                path));
        sayWhatToTry(out);
        out.flush();
    }

    private void sayWhatToTry(PrintStream out) {
        models.report().loaded().stream()
                .filter(loaded -> loaded.model() instanceof TextGenerator)
                .findFirst()
                .ifPresent(loaded -> out.printf(
                        """

                          try this

                            curl %s/v1/chat/completions \\
                              -H "Authorization: Bearer $(cat %s)" -H "Content-Type: application/json" \\
                              -d '{"model":"%s","messages":[{"role":"user","content":"What is Freehold?"}]}'
                        """,
                        url,
                        config.home().resolve("bootstrap-admin.key"),
                        loaded.model().id()));
        out.printf("%n  health    %s/q/health   metrics  %s/q/metrics%n%n", management, management);
    }
}
