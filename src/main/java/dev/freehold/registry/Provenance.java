package dev.freehold.registry;

/** Where a model comes from, as far as that is known. */
public record Provenance(SignatureState signature) {
    static final Provenance UNKNOWN = new Provenance(new SignatureState.Unsigned());
}
