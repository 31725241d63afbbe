package dev.freehold.api.openinference;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.ModelCatalogue;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.ServableModel;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.function.Function;

/** Models as callers name them. */
@ApplicationScoped
class NamedModels {
    private final ModelCatalogue catalogue;

    NamedModels(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    <R> R look(Caller caller, String name, Function<ServableModel, R> what) {
        return catalogue.look(caller, name, what).orElseThrow(NamedModels::unknown);
    }

    /** Whether there is such a model; one that is loaded at its first use is there. */
    void require(Caller caller, String name) {
        if (catalogue.find(caller, name).isEmpty()) {
            throw unknown();
        }
    }

    private static Fault unknown() {
        return new Fault(FaultCode.MODEL_NOT_FOUND, "The model does not exist or this key may not use it.")
                .about("model");
    }

    static void checkVersion(String version) {
        if (!version.equals(TensorInference.VERSION)) {
            throw TensorInference.noSuchVersion();
        }
    }
}
