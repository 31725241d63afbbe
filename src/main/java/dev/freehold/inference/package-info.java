/** Turns inputs into outputs; knows nothing of callers or HTTP. */
@NullMarked
package dev.freehold.inference;

import org.jspecify.annotations.NullMarked;
