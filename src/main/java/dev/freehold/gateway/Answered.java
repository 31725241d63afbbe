package dev.freehold.gateway;

import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What came out of a call that is settled.
 *
 * @param model which one answered
 * @param admission the index of the entry in the audit log that admitted the call
 * @param footprint what it drew; absent where that is not known or was not asked for
 */
public record Answered<R>(
        R result, ModelId model, Usage usage, OptionalLong admission, Optional<Footprint> footprint) {}
