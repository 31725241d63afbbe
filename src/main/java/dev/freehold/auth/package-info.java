/** Who is calling and what they may do. */
@NullMarked
package dev.freehold.auth;

import org.jspecify.annotations.NullMarked;
