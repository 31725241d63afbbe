/** What was said: kept only where a rule says so, sealed under its subject's key, outside the log and provable by it. */
@NullMarked
package dev.freehold.payload;

import org.jspecify.annotations.NullMarked;
