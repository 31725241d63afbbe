/** Signs how far the log has grown, never two stories, and proves what is in it. */
@NullMarked
package dev.freehold.audit.checkpoint;

import org.jspecify.annotations.NullMarked;
