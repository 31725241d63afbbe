package dev.freehold.inference.template;

import org.jspecify.annotations.Nullable;

/** A value that answers for its own attributes. */
interface Attributed {

    /** The attribute, or null if there is none of that name. */
    @Nullable
    Object attribute(String name);
}
