package dev.freehold.quota;

import dev.freehold.core.Usage;
import java.util.concurrent.CompletableFuture;

/** A call that asks to be admitted. */
final class Opening implements LedgerTask {
    private final Charge charge;
    private final Need need;
    private final CompletableFuture<SharedHold> hold = new CompletableFuture<>();

    Opening(Charge charge, Need need) {
        this.charge = charge;
        this.need = need;
    }

    Charge charge() {
        return charge;
    }

    Need need() {
        return need;
    }

    CompletableFuture<SharedHold> hold() {
        return hold;
    }

    /** Nobody waits for it any more, and it has been said that it failed. */
    boolean isAbandoned() {
        return hold.isDone();
    }

    /** The most that may be reserved. */
    Usage wish() {
        return new Usage(need.inputTokens(), need.outputTokens());
    }
}
