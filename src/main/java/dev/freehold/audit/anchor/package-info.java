/** Keeps checkpoints where whoever holds this machine cannot reach them. */
@NullMarked
package dev.freehold.audit.anchor;

import org.jspecify.annotations.NullMarked;
