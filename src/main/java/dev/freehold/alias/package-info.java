/** Which model answers to a name that is no model's own. */
@NullMarked
package dev.freehold.alias;

import org.jspecify.annotations.NullMarked;
