/** Starts the building: readiness checks, shutdown order, the command line. */
@NullMarked
package dev.freehold;

import org.jspecify.annotations.NullMarked;
