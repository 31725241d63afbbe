package dev.freehold.registry;

import dev.freehold.registry.signing.ModelSignature;

/** What is known of a model's signature. */
public sealed interface SignatureState {

    /** Nobody signed it. */
    record Unsigned() implements SignatureState {}

    /** Somebody signed it, and nobody said whose signature counts. */
    record Unchecked() implements SignatureState {}

    /** Somebody who is trusted signed every file that is served. */
    record Verified(ModelSignature.Verified by) implements SignatureState {}

    /** In words, for answers. */
    default String inWords() {
        return switch (this) {
            case Unsigned() -> "unsigned";
            case Unchecked() -> "signed, not verified: no trust policy names this model";
            case Verified(ModelSignature.Verified by) -> "verified by " + by.signer();
        };
    }

    /** Whether a trusted signature, where there is one, is about this file too. */
    default boolean coversIfVerified(String file) {
        return !(this instanceof Verified(ModelSignature.Verified by))
                || by.files().contains(file);
    }
}
