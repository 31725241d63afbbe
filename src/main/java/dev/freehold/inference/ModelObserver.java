package dev.freehold.inference;

import dev.freehold.core.ModelId;

/** Wants to know when a name has another model than before, or none any more. */
public interface ModelObserver {
    void changed(ModelId id);
}
