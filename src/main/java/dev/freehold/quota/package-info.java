/** How much they may use: reserved before, settled after, never over-admitted. */
@NullMarked
package dev.freehold.quota;

import org.jspecify.annotations.NullMarked;
