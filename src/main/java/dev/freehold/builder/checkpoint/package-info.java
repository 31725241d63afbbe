/** Reads published weights where they lie on the disk: which tensors there are, and row by row what is in them. */
@NullMarked
package dev.freehold.builder.checkpoint;

import org.jspecify.annotations.NullMarked;
