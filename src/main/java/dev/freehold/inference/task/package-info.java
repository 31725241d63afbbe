/** Embeds text with task models (DJL). */
@NullMarked
package dev.freehold.inference.task;

import org.jspecify.annotations.NullMarked;
