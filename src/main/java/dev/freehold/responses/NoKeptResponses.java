package dev.freehold.responses;

import java.util.Optional;

/** Nothing is kept. */
final class NoKeptResponses implements KeptResponses {
    @Override
    public boolean isOn() {
        return false;
    }

    @Override
    public boolean keep(Owner owner, String id, KeptResponse response) {
        return false;
    }

    @Override
    public Optional<KeptResponse> find(Owner owner, String id) {
        return Optional.empty();
    }

    @Override
    public boolean delete(Owner owner, String id) {
        return false;
    }

    @Override
    public int sweep() {
        return 0;
    }
}
