/** Finds entries of the audit log without reading it all; follows the log and can be made from it again at any time. */
@NullMarked
package dev.freehold.audit.index;

import org.jspecify.annotations.NullMarked;
