package dev.freehold.api.admin;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.freehold.inference.Loaded;
import dev.freehold.inference.Occupancy;
import dev.freehold.inference.Offer;
import dev.freehold.inference.Standing;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A model as its operators see it.
 *
 * @param memory the bytes of its weights as they lie on the disk, and of what running calls take
 * @param inUse calls that run on it
 * @param draining instances of it that answered before and finish what they began
 */
record ModelObject(
        String id,
        String state,
        String kind,
        String layout,
        String digest,
        String signature,
        String licence,
        @JsonProperty("loaded_at") @Nullable Instant loadedAt,
        @JsonProperty("load_millis") @Nullable Long loadMillis,
        @JsonProperty("memory_bytes") long memory,
        int active,
        int queued,
        int slots,
        @JsonProperty("in_use") int inUse,
        int draining) {

    static ModelObject of(Standing standing) {
        Offer offer = standing.offer();
        Loaded loaded = standing.loaded().orElse(null);
        Occupancy occupancy = loaded == null ? Occupancy.NONE : loaded.model().occupancy();
        return new ModelObject(
                offer.id().value(),
                standing.state().wireName(),
                offer.kind(),
                offer.layout(),
                offer.digest(),
                offer.signature(),
                offer.licence(),
                loaded == null ? null : loaded.at(),
                loaded == null ? null : loaded.took().toMillis(),
                loaded == null ? 0 : loaded.memoryBytes(),
                occupancy.active(),
                occupancy.queued(),
                loaded == null ? 0 : occupancy.slots(),
                standing.inUse(),
                standing.draining());
    }
}
