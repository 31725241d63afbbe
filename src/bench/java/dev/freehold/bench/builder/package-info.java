/** Makes models up, to measure with: a vocabulary, a configuration, and weights by chance, which the builder turns into folders. */
@NullMarked
package dev.freehold.bench.builder;

import org.jspecify.annotations.NullMarked;
