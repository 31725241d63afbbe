package dev.freehold.gateway;

import dev.freehold.alias.Alias;
import dev.freehold.alias.Aliases;
import dev.freehold.core.Caller;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelHost;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Finds the model that a name leads to. A model's own name leads to that model and to no other. A caller must be allowed both the
 * name that it asks for and the model that it gets.
 */
@ApplicationScoped
class Routing {
    private final ModelHost models;
    private final Aliases aliases;

    Routing(ModelHost models, Aliases aliases) {
        this.models = models;
        this.aliases = aliases;
    }

    /**
     * Where a call goes.
     *
     * @param shadow the model that gets a copy of it
     */
    record Route(ModelId model, Optional<ModelId> shadow) {
        static Route to(ModelId model) {
            return new Route(model, Optional.empty());
        }
    }

    Optional<Route> route(Call call, String name) {
        if (!ModelId.isValid(name) || !call.caller().mayUse(new ModelId(name))) {
            return Optional.empty();
        }
        ModelId asked = new ModelId(name);
        if (models.knows(asked)) {
            return Optional.of(Route.to(asked));
        }
        return aliases.find(asked).flatMap(alias -> {
            String request = call.request().value();
            return alias.choose(call.caller().tenant(), key(alias, call.caller(), request), usable(call.caller()))
                    .map(model -> new Route(model, alias.shadowOf(request)));
        });
    }

    /** The names that are no models' own and lead this caller somewhere. */
    List<Alias> aliases(Caller caller) {
        return aliases.list().stream()
                .filter(alias -> caller.mayUse(alias.name()) && !models.knows(alias.name()))
                .toList();
    }

    /** The model that a name leads to, as far as that can be said before a call. */
    Optional<ModelId> usual(Alias alias, Caller caller) {
        return alias.choose(caller.tenant(), key(alias, caller, ""), usable(caller));
    }

    private static String key(Alias alias, Caller caller, String request) {
        return switch (alias.spread()) {
            case CALLER -> caller.id();
            case REQUEST -> request;
        };
    }

    private Predicate<ModelId> usable(Caller caller) {
        return model -> caller.mayUse(model) && models.offers(model);
    }
}
