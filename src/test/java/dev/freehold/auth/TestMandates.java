package dev.freehold.auth;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Mandates whose witness remembers what it saw. */
final class TestMandates {
    static final Witness NOBODY = (action, target, change) -> {};
    static final Mandate ALL = new Mandate(Reach.EVERYTHING, Keeper.API, Optional.empty(), NOBODY);

    private TestMandates() {}

    static Mandate of(String tenant) {
        return new Mandate(new Reach(Optional.of(tenant)), Keeper.API, Optional.empty(), NOBODY);
    }

    static Mandate marked(String mark, String request) {
        return new Mandate(
                Reach.EVERYTHING,
                Keeper.API,
                Optional.of(RequestToken.of("Idempotency-Key", mark, "key:creator000", request)),
                NOBODY);
    }

    /** Notes as {@code action target change}. */
    static final class Notes implements Witness {
        final List<String> seen = new ArrayList<>();

        @Override
        public void note(String action, String target, String change) {
            seen.add(action + " " + target + " " + change);
        }

        Mandate mandate() {
            return new Mandate(Reach.EVERYTHING, Keeper.API, Optional.empty(), this);
        }
    }
}
