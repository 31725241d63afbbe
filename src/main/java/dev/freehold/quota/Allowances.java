package dev.freehold.quota;

import java.util.Optional;

/** Which scope has which allowance. A scope is a caller's id, for example {@code key:q7Tz0aB3xY}. */
public interface Allowances {

    /** Defines or replaces a scope's allowance, durably. */
    void define(String scope, Allowance allowance);

    Optional<Allowance> of(String scope);

    /** What a scope gets that nobody has thought about: limits from the configuration, never nothing and never everything. */
    Allowance defaults();
}
