/** Writes text token by token, many requests in one batch (ONNX Runtime). */
@NullMarked
package dev.freehold.inference.decoder;

import org.jspecify.annotations.NullMarked;
