package dev.freehold.gateway;

import dev.freehold.core.Usage;
import java.util.OptionalLong;

/**
 * What came out of a call that is settled.
 *
 * @param admission the index of the entry in the audit log that admitted the call
 */
public record Answered<R>(R result, Usage usage, OptionalLong admission) {}
