/** Looks through a model's files for what could harm the native code that will read them. */
@NullMarked
package dev.freehold.registry.guard;

import org.jspecify.annotations.NullMarked;
