/** The arithmetic and the formats of transparency logs (RFC 6962, C2SP); knows nothing of Freehold. */
@NullMarked
package dev.freehold.tlog;

import org.jspecify.annotations.NullMarked;
