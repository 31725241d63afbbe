package dev.freehold.api.openinference;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.ModelCatalogue;
import dev.freehold.gateway.TensorInference;
import dev.freehold.inference.ServableModel;
import jakarta.enterprise.context.ApplicationScoped;

/** Models as callers name them. */
@ApplicationScoped
class NamedModels {
    private final ModelCatalogue catalogue;

    NamedModels(ModelCatalogue catalogue) {
        this.catalogue = catalogue;
    }

    ServableModel find(Caller caller, String name) {
        return catalogue
                .find(caller, name)
                .orElseThrow(() -> new Fault(
                                FaultCode.MODEL_NOT_FOUND, "The model does not exist or this key may not use it.")
                        .about("model"))
                .model();
    }

    static void checkVersion(String version) {
        if (!version.equals(TensorInference.VERSION)) {
            throw TensorInference.noSuchVersion();
        }
    }
}
