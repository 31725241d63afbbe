package dev.freehold.inference;

/**
 * What a model is doing at this moment.
 *
 * @param active calls, or parts of calls, that it works on
 * @param queued those that wait for it
 * @param slots those that it could work on at once
 * @param memoryBytes what these take, besides its weights
 */
public record Occupancy(int active, int queued, int slots, long memoryBytes) {
    public static final Occupancy NONE = new Occupancy(0, 0, 1, 0);
}
