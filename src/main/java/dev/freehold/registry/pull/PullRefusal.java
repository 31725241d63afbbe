package dev.freehold.registry.pull;

/** Why a model that was fetched, or could have been, is not let in: a sentence for the operator. */
public final class PullRefusal extends Exception {
    PullRefusal(String reason) {
        super(reason);
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
