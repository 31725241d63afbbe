/** Who vouches for a model's files: OpenSSF Model Signing, checked more strictly than its reference does. */
@NullMarked
package dev.freehold.registry.signing;

import org.jspecify.annotations.NullMarked;
