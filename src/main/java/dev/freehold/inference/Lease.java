package dev.freehold.inference;

/** The right to use a model. It works, and keeps its memory, until the last of its leases is closed, whatever becomes of its name. */
public final class Lease<M extends ServableModel> implements AutoCloseable {
    private final M model;
    private final Runnable end;

    /** @param end may run more than once, and does nothing the second time */
    Lease(M model, Runnable end) {
        this.model = model;
        this.end = end;
    }

    public M model() {
        return model;
    }

    /** The same lease on a model of a known kind. */
    public <K extends ServableModel> Lease<K> as(Class<K> kind) {
        return new Lease<>(kind.cast(model), end);
    }

    @Override
    public void close() {
        end.run();
    }
}
