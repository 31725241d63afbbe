/** Embeds, ranks and classifies texts (DJL). */
@NullMarked
package dev.freehold.inference.task;

import org.jspecify.annotations.NullMarked;
