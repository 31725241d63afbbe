/** What is known of a model, and who says so: its card, its licence, its passport. */
@NullMarked
package dev.freehold.registry.passport;

import org.jspecify.annotations.NullMarked;
