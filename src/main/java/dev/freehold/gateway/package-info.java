/** The one corridor every request walks: admit, run, settle, record. */
@NullMarked
package dev.freehold.gateway;

import org.jspecify.annotations.NullMarked;
