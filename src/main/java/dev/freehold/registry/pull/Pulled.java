package dev.freehold.registry.pull;

/**
 * A model that is here now.
 *
 * @param pinned what it was fetched from
 * @param isNew whether it was not here before
 */
public record Pulled(String pinned, boolean isNew) {}
