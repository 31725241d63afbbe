package dev.freehold.inference;

/** Why a model folder cannot be served, as a sentence for the operator. */
public final class ModelLoadException extends Exception {
    public ModelLoadException(String reason) {
        super(reason);
    }

    public ModelLoadException(String reason, Throwable cause) {
        super(reason, cause);
    }
}
