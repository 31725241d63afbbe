/** Takes the audit log to other systems, in their formats: on request, or following along. */
@NullMarked
package dev.freehold.export;

import org.jspecify.annotations.NullMarked;
