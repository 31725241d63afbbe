/** Measures the gateway against ONNX Runtime driven by a bare loop. */
@NullMarked
package dev.freehold.bench;

import org.jspecify.annotations.NullMarked;
