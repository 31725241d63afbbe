/** How models write function calls into their answers: tells calls from text, as both are being written. */
@NullMarked
package dev.freehold.inference.tool;

import org.jspecify.annotations.NullMarked;
