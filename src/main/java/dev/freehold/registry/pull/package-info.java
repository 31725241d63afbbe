/** Fetches a model, looks at it, and lets it in. */
@NullMarked
package dev.freehold.registry.pull;

import org.jspecify.annotations.NullMarked;
