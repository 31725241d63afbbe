package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelHost;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/** Which models a caller may know of: those that its key allows, and no others. */
@ApplicationScoped
public class ModelCatalogue {
    private final ModelHost models;

    ModelCatalogue(ModelHost models) {
        this.models = models;
    }

    public List<ModelHost.Loaded> visibleTo(Caller caller) {
        return models.report().loaded().stream()
                .filter(loaded -> caller.mayUse(loaded.model().id()))
                .toList();
    }

    /** Whether any model answers, whoever may use it. */
    public boolean isServing() {
        return !models.loaded().isEmpty();
    }

    public Optional<ModelHost.Loaded> find(Caller caller, String name) {
        return visibleTo(caller).stream()
                .filter(loaded -> ModelId.isValid(name) && loaded.model().id().equals(new ModelId(name)))
                .findFirst();
    }
}
