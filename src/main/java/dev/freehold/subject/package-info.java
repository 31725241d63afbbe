/** Whose data it is: random handles in place of people, and the keys that make what is kept of them readable until they go. */
@NullMarked
package dev.freehold.subject;

import org.jspecify.annotations.NullMarked;
