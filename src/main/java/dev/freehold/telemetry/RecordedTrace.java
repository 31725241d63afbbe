package dev.freehold.telemetry;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

/** A request that a collector will be told of. What comes after the end is not told. */
final class RecordedTrace implements Trace {
    private final String id;
    private final Optional<String> parent;
    private final String span = newId();
    private final Instant began = Instant.now();
    private final long start = System.nanoTime();
    private final Consumer<List<Span>> sink;
    private final Map<Fact, Object> facts = new EnumMap<>(Fact.class);
    private final List<Span> phases = new ArrayList<>();
    private boolean isOver;

    RecordedTrace(Optional<TraceParent> parent, Consumer<List<Span>> sink) {
        this.id = parent.map(TraceParent::trace).orElseGet(() -> newId() + newId());
        this.parent = parent.map(TraceParent::span);
        this.sink = sink;
    }

    @Override
    public synchronized void fact(Fact fact, String value) {
        facts.put(fact, value);
    }

    @Override
    public synchronized void fact(Fact fact, long value) {
        facts.put(fact, value);
    }

    @Override
    public synchronized void phase(Phase phase, long from, long to) {
        if (from != 0 && to != 0 && !isOver) {
            phases.add(new Span(
                    id, newId(), Optional.of(span), phase.wireName(), false, at(from), at(to), Map.of(), false));
        }
    }

    @Override
    public void end(boolean isFailure) {
        List<Span> spans = finished(isFailure);
        if (!spans.isEmpty()) {
            sink.accept(spans);
        }
    }

    private synchronized List<Span> finished(boolean isFailure) {
        if (isOver) {
            return List.of();
        }
        isOver = true;
        String name = facts.getOrDefault(Fact.METHOD, "") + " " + facts.getOrDefault(Fact.ROUTE, "");
        List<Span> spans = new ArrayList<>(phases);
        spans.add(new Span(id, span, parent, name, true, began, at(System.nanoTime()), Map.copyOf(facts), isFailure));
        return spans;
    }

    private Instant at(long nanoTime) {
        return began.plusNanos(nanoTime - start);
    }

    /** 16 hex digits, not all zero. */
    private static String newId() {
        long bits = ThreadLocalRandom.current().nextLong();
        return "%016x".formatted(bits == 0 ? 1 : bits);
    }
}
