/** Keeps answered responses, sealed, for the project that asked for them, until their time is over. */
@NullMarked
package dev.freehold.responses;

import org.jspecify.annotations.NullMarked;
