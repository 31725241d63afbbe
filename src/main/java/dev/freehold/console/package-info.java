/** Hands the browser its page and its session; all that the page shows and does goes through the public API. */
@NullMarked
package dev.freehold.console;

import org.jspecify.annotations.NullMarked;
