/** Writes decoder models as ONNX folders: weights in, row by row; graph, external data, configuration and tokenizer out. */
@NullMarked
package dev.freehold.bench.builder;

import org.jspecify.annotations.NullMarked;
