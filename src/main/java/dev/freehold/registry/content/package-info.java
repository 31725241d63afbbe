/** Keeps the files of fetched models, each once, by the SHA-256 of its bytes, and knows them again. */
@NullMarked
package dev.freehold.registry.content;

import org.jspecify.annotations.NullMarked;
