package dev.freehold.quota;

import java.util.List;

/** What a scope may use. There is no third case: a scope without an allowance is refused. */
public sealed interface Allowance {
    /** Explicitly without limits. */
    record Unlimited() implements Allowance {}

    /** All of these limits must admit a call. */
    record Limited(List<Limit> limits) implements Allowance {
        public Limited {
            limits = List.copyOf(limits);
            if (limits.isEmpty()) {
                throw new IllegalArgumentException("no limits at all must be said as Unlimited");
            }
        }
    }
}
