package dev.freehold.registry.content;

/** Why a fetched model is not what was fetched any more, as a sentence for the operator. */
public final class AlteredContent extends Exception {
    AlteredContent(String reason) {
        super(reason);
    }

    public String reason() {
        return getMessage() + "; fetch it again with `models pull`";
    }
}
