/** Reads decoder graphs and rewrites what Freehold wants otherwise, before they are loaded; knows no native library. */
@NullMarked
package dev.freehold.inference.graph;

import org.jspecify.annotations.NullMarked;
