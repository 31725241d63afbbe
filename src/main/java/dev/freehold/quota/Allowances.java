package dev.freehold.quota;

import java.util.Optional;

/** Which scope has which allowance. */
public interface Allowances {

    /** Defines or replaces a scope's allowance, durably. */
    void define(Scope scope, Allowance allowance);

    Optional<Allowance> of(Scope scope);

    /** What a scope gets that nobody has thought about: limits from the configuration, never nothing and never everything. */
    Allowance defaults();
}
