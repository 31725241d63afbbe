/** Picks a token from logits. */
@NullMarked
package dev.freehold.inference.sampling;

import org.jspecify.annotations.NullMarked;
