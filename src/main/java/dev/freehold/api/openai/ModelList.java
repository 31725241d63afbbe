package dev.freehold.api.openai;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.gateway.ModelCatalogue.Entry;
import dev.freehold.inference.Offer;
import java.util.List;

/** The list that answers {@code GET /v1/models}. */
record ModelList(String object, List<Model> data) {

    /**
     * The {@code model} object; {@code kind}, {@code digest} and {@code signature} are ours: what it does, what exactly was loaded,
     * and who vouches for it. {@code root}, as others have it, is the model that answers: another one when the name is an alias.
     */
    record Model(
            String id,
            String object,
            long created,
            @JsonProperty("owned_by") String ownedBy,
            String root,
            String kind,
            String digest,
            String signature) {
        static Model of(Entry entry) {
            Offer offer = entry.offer();
            return new Model(
                    entry.name().value(),
                    "model",
                    offer.since().getEpochSecond(),
                    "freehold",
                    offer.id().value(),
                    offer.kind(),
                    offer.digest(),
                    offer.signature());
        }
    }

    static ModelList of(List<Entry> entries) {
        return new ModelList("list", entries.stream().map(Model::of).toList());
    }
}
