package dev.freehold.telemetry;

/** Nobody is told of this request. */
record Untraced() implements Trace {
    @Override
    public void fact(Fact fact, String value) {}

    @Override
    public void fact(Fact fact, long value) {}

    @Override
    public void phase(Phase phase, long from, long to) {}

    @Override
    public void end(boolean isFailure) {}
}
