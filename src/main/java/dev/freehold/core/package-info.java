/** The few words every room speaks. */
@NullMarked
package dev.freehold.core;

import org.jspecify.annotations.NullMarked;
