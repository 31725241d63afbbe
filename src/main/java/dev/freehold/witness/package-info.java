/** A program of its own that remembers how far logs have come, and cosigns only what continues it. */
@NullMarked
package dev.freehold.witness;

import org.jspecify.annotations.NullMarked;
