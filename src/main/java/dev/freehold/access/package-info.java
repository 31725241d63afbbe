/** Keeps tenants, projects, their limits and role mappings as a file says. */
@NullMarked
package dev.freehold.access;

import org.jspecify.annotations.NullMarked;
