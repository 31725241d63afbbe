/** Who did what, in a log nobody can quietly rewrite. */
@NullMarked
package dev.freehold.audit;

import org.jspecify.annotations.NullMarked;
