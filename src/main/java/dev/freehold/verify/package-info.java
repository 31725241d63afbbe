/** Checks an audit log that somebody hands over, and trusts nothing of what wrote it: it shares no code with the other rooms. */
@NullMarked
package dev.freehold.verify;

import org.jspecify.annotations.NullMarked;
