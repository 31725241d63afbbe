/** Tells a collector which way the calls went and how long each part of it took, and works out what they cost in joules. Never what they said. */
@NullMarked
package dev.freehold.telemetry;

import org.jspecify.annotations.NullMarked;
