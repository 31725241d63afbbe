/** OpenAI's protocol: JSON in, neutral request, JSON out. */
@NullMarked
package dev.freehold.api.openai;

import org.jspecify.annotations.NullMarked;
