/** Anthropic's Messages protocol: JSON in, neutral request, JSON out. */
@NullMarked
package dev.freehold.api.anthropic;

import org.jspecify.annotations.NullMarked;
