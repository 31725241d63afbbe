package dev.freehold.registry;

import dev.freehold.core.ModelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Optional;

/** Looks at a folder that is not among the models yet, as it will be looked at when it is. */
@ApplicationScoped
public class ModelExamination {
    private final RegistryConfig config;

    public ModelExamination(RegistryConfig config) {
        this.config = config;
    }

    /** Why the folder, somewhere inside the folder of models, cannot be served under this name; absent when it can. */
    public Optional<String> objection(ModelId id, Path folder) throws IOException {
        TrustPolicy trust = new TrustPolicy(config, InstantSource.system());
        LicencePolicy licences = new LicencePolicy(config.licences());
        try {
            FolderInspection.inspect(id, ModelFiles.open(folder, config.dir()), trust, licences);
            return Optional.empty();
        } catch (Unservable unservable) {
            return Optional.of(unservable.reason());
        }
    }
}
