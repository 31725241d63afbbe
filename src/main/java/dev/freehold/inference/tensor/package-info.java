/** Runs any ONNX graph on plain tensors. */
@NullMarked
package dev.freehold.inference.tensor;

import org.jspecify.annotations.NullMarked;
