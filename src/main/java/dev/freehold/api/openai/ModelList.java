package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.inference.ModelHost;
import java.util.List;

/** The list that answers {@code GET /v1/models}. */
record ModelList(String object, List<Model> data) {

    /**
     * The {@code model} object; {@code kind}, {@code digest} and {@code signature} are ours: what it does, what exactly was loaded,
     * and who vouches for it.
     */
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy,
            String kind,
            String digest,
            String signature) {
        static Model of(ModelHost.Loaded loaded) {
            return new Model(
                    loaded.model().id().value(),
                    "model",
                    loaded.at().getEpochSecond(),
                    "freehold",
                    loaded.kind(),
                    loaded.model().digest(),
                    loaded.signature());
        }
    }

    static ModelList of(List<ModelHost.Loaded> loaded) {
        return new ModelList("list", loaded.stream().map(Model::of).toList());
    }
}
