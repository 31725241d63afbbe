/** The Open Inference Protocol, version 2, as KServe and Triton speak it: tensors in, tensors out. */
@NullMarked
package dev.freehold.api.openinference;

import org.jspecify.annotations.NullMarked;
