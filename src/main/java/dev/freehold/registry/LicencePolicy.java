package dev.freehold.registry;

import dev.freehold.core.ModelId;
import dev.freehold.registry.passport.Fact;
import dev.freehold.registry.passport.Licence;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Under which licences models are served. Names are compared without regard to case; {@code unknown} is a name, too. */
final class LicencePolicy {
    private static final String ANY = "*";

    private final RegistryConfig.Licences config;

    LicencePolicy(RegistryConfig.Licences config) {
        this.config = config;
    }

    /** What the operator says that a model's licence is. */
    Optional<Fact> configured(ModelId id) {
        return config.of().entrySet().stream()
                .filter(model -> NamePattern.fits(model.getKey(), id))
                .max(Comparator.comparingInt(model -> model.getKey().length()))
                .map(model -> Fact.known(Licence.named(model.getValue()).id(), "configuration"));
    }

    /** Refuses a model unless all its licences let it be served here. */
    void check(List<Licence> licences) throws Unservable {
        for (Licence licence : licences) {
            if (isIn(config.deny(), licence)) {
                throw refused(licence, "freehold.models.licences.deny names it");
            }
            if (config.allow().isEmpty()) {
                continue;
            }
            if (licence.kind().hasConditions()) {
                if (!isIn(config.acknowledge(), licence)) {
                    throw refused(
                            licence,
                            "it has conditions on the use; read it and name it in"
                                    + " freehold.models.licences.acknowledge to serve the model");
                }
            } else if (!isAllowed(licence)) {
                throw refused(licence, "freehold.models.licences.allow does not name it");
            }
        }
    }

    /** Any licence means any that is known. */
    private boolean isAllowed(Licence licence) {
        boolean isKnown = licence.kind() != Licence.Kind.UNKNOWN;
        return isIn(config.allow(), licence)
                || isIn(config.acknowledge(), licence)
                || (isKnown && config.allow().orElse(List.of()).contains(ANY));
    }

    private static boolean isIn(Optional<List<String>> names, Licence licence) {
        return names.orElse(List.of()).stream()
                .anyMatch(name -> Licence.named(name).id().equalsIgnoreCase(licence.id()));
    }

    private static Unservable refused(Licence licence, String why) {
        return new Unservable("its licence is %s: %s".formatted(licence.id(), why));
    }
}
