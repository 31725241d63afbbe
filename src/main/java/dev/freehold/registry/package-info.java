/** Which models are here, intact, and allowed to run. */
@NullMarked
package dev.freehold.registry;

import org.jspecify.annotations.NullMarked;
