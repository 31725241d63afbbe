package dev.freehold.registry;

import dev.freehold.registry.passport.Passport;
import java.util.List;

/** Where a model comes from and what is known of it. */
public record Provenance(SignatureState signature, Passport passport) {
    static final Provenance UNKNOWN = new Provenance(new SignatureState.Unsigned(), Passport.of(List.of()));
}
