/** Where models are fetched from, in the protocols of those places, and only from hosts that the operator named. */
@NullMarked
package dev.freehold.registry.source;

import org.jspecify.annotations.NullMarked;
