/** Builds decoders and encoders from published weights: configuration and weights in, a folder that Freehold serves out. */
@NullMarked
package dev.freehold.builder;

import org.jspecify.annotations.NullMarked;
