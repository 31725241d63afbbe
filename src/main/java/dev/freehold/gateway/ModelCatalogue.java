package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.Offer;
import dev.freehold.inference.ServableModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Which models a caller may know of: those that its key allows, and no others. */
@ApplicationScoped
public class ModelCatalogue {
    private final ModelHost models;
    private final Routing routing;

    ModelCatalogue(ModelHost models, Routing routing) {
        this.models = models;
        this.routing = routing;
    }

    /**
     * A name that calls can ask for.
     *
     * @param offer the model that answers to it: its own, or the one that the name leads this caller to
     */
    public record Entry(ModelId name, Offer offer) {}

    /** Models and the names that lead to them, by name. */
    public List<Entry> visibleTo(Caller caller) {
        Map<ModelId, Offer> offers = new HashMap<>();
        for (Offer offer : models.offers()) {
            if (caller.mayUse(offer.id())) {
                offers.put(offer.id(), offer);
            }
        }
        List<Entry> entries = new ArrayList<>();
        offers.forEach((id, offer) -> entries.add(new Entry(id, offer)));
        routing.aliases(caller)
                .forEach(alias -> routing.usual(alias, caller)
                        .map(offers::get)
                        .ifPresent(offer -> entries.add(new Entry(alias.name(), offer))));
        entries.sort(Comparator.comparing(Entry::name));
        return entries;
    }

    /** Whether there is a model to ask for, whoever may use it. */
    public boolean isServing() {
        return !models.offers().isEmpty();
    }

    /**
     * Looks at the model that a name leads to, which is loaded for that if it has to be.
     *
     * @throws dev.freehold.core.Fault when it cannot be loaded now
     */
    public <R> Optional<R> look(Caller caller, String name, Function<ServableModel, R> what) {
        return find(caller, name)
                .flatMap(entry -> models.lease(entry.offer().id()))
                .map(lease -> {
                    try (lease) {
                        return what.apply(lease.model());
                    }
                });
    }

    public Optional<Entry> find(Caller caller, String name) {
        return visibleTo(caller).stream()
                .filter(entry -> entry.name().value().equals(name))
                .findFirst();
    }
}
