package dev.freehold.inference.sampling;

import org.jspecify.annotations.Nullable;

/**
 * A token that was picked.
 *
 * @param odds how likely it was, for those who asked
 */
public record Pick(int token, @Nullable Odds odds) {}
