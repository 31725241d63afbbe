package dev.freehold.inference.decoder;

import org.jspecify.annotations.Nullable;

/**
 * A token that was picked.
 *
 * @param odds how likely it was, for those who asked
 */
record Pick(int token, @Nullable Odds odds) {}
