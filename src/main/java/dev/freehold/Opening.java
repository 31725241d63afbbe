package dev.freehold;

import dev.freehold.access.AccessFileWatch;
import dev.freehold.auth.BootstrapKey;
import dev.freehold.auth.RootTenant;
import dev.freehold.inference.ModelHost;
import dev.freehold.quota.Allowance;
import dev.freehold.quota.Allowances;
import dev.freehold.quota.Scopes;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.nio.file.Path;
import java.util.Optional;

/** Opens the rooms in order before the first request, and closes them in the opposite order after the last. */
@ApplicationScoped
class Opening {
    private final FreeholdConfig config;
    private final Books books;
    private final RootTenant root;
    private final AccessFileWatch accessFile;
    private final BootstrapKey bootstrapKey;
    private final Allowances allowances;
    private final ModelHost models;
    private final Gauges gauges;
    private final Greeting greeting;

    Opening(
            FreeholdConfig config,
            Books books,
            RootTenant root,
            AccessFileWatch accessFile,
            BootstrapKey bootstrapKey,
            Allowances allowances,
            ModelHost models,
            Gauges gauges,
            Greeting greeting) {
        this.config = config;
        this.books = books;
        this.root = root;
        this.accessFile = accessFile;
        this.bootstrapKey = bootstrapKey;
        this.allowances = allowances;
        this.models = models;
        this.gauges = gauges;
        this.greeting = greeting;
    }

    void open(@Observes StartupEvent event) {
        if (!config.isServing()) {
            return;
        }
        books.open();
        root.open();
        accessFile.open();
        Optional<Path> minted = bootstrapKey.mintIfEmpty(
                caller -> allowances.define(Scopes.of(caller).caller(), new Allowance.Unlimited()));
        gauges.register();
        models.load();
        greeting.firstKey(minted);
    }

    void close(@Observes ShutdownEvent event) {
        if (config.isServing()) {
            models.close();
            books.close();
        }
    }
}
