package dev.freehold.auth;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import java.util.Optional;

/** In whose name a change is made: how far they reach, how a repeat of the request is known, and who writes it down. */
public record Mandate(Reach reach, Keeper keeper, Optional<RequestToken> request, Witness witness) {

    /** The same for a change that comes along with the one that was asked for. */
    Mandate withoutRequest() {
        return new Mandate(reach, keeper, Optional.empty(), witness);
    }

    /** Refuses with a {@link Fault} whoever may not look after all tenants. */
    void requireEverything() {
        if (!reach.isEverything()) {
            throw new Fault(FaultCode.FORBIDDEN, "Only administrators of the root organisation may do this.");
        }
    }

    /** Refuses with a {@link Fault} a hand on what the other keeper looks after. */
    void requireKeeper(Keeper of, String what) {
        if (of != keeper) {
            throw new Fault(FaultCode.CONFLICT, "%s is managed by %s.".formatted(what, words(of)));
        }
    }

    private static String words(Keeper keeper) {
        return switch (keeper) {
            case API -> "the API, not by the access file";
            case FILE -> "the access file; change it there";
        };
    }
}
