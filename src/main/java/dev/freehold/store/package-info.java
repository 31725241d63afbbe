/** Opens the embedded database or PostgreSQL and runs migrations; knows no feature. */
@NullMarked
package dev.freehold.store;

import org.jspecify.annotations.NullMarked;
