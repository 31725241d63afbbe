/** What every protocol shares on the wire. */
@NullMarked
package dev.freehold.api;

import org.jspecify.annotations.NullMarked;
