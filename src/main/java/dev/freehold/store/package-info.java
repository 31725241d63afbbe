/** Opens the embedded database and runs migrations; knows no feature. */
@NullMarked
package dev.freehold.store;

import org.jspecify.annotations.NullMarked;
