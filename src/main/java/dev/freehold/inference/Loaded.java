package dev.freehold.inference;

import dev.freehold.registry.ModelFolder;
import java.time.Duration;
import java.time.Instant;

/**
 * A model that answers, where it came from and since when.
 *
 * @param took from the decision to load it until it could answer, the check of its files included
 */
public record Loaded(ServableModel model, ModelFolder folder, Instant at, Duration took) {

    Offer offer() {
        return new Offer(folder, at);
    }

    /** Its weights as they lie on the disk, and what running calls take. */
    public long memoryBytes() {
        return folder.bytes() + model.occupancy().memoryBytes();
    }
}
