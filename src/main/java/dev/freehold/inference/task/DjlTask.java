package dev.freehold.inference.task;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.Computation;
import dev.freehold.inference.EncodedText;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Occupancy;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.Turns;
import dev.freehold.registry.ModelFolder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * What the models of this room share: a tokenizer, a graph, batches that take turns on it, and a queue that ends.
 *
 * @param <R> what the graph gives for each text
 */
abstract class DjlTask<R> implements AutoCloseable {
    private final Parts<R> parts;
    /** Held shared by whoever is in native code, and alone by the one that closes it. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private final Turns turns = new Turns(1, Integer.MAX_VALUE);
    private final AtomicInteger calls = new AtomicInteger();
    private final LongAdder computed = new LongAdder();
    private volatile boolean isClosing;
    private boolean isClosed;

    DjlTask(Parts<R> parts) {
        this.parts = parts;
    }

    /** What a model is made of. */
    record Parts<R>(
            ModelFolder folder, int maxTokens, int paddingId, TextTokenizer tokenizer, TaskGraph<R> graph, int queue) {

        static <R> Parts<R> open(
                ModelFolder folder, int maxTokens, int paddingId, RowReader<R> reader, TaskModelLoader.Bounds bounds)
                throws ModelLoadException {
            TaskGraph<R> graph = TaskGraph.open(folder.graph(), paddingId, bounds.threads(), reader);
            try {
                TextTokenizer tokenizer = TextTokenizer.open(folder.root().resolve("tokenizer.json"));
                return new Parts<>(folder, maxTokens, paddingId, tokenizer, graph, bounds.queue());
            } catch (ModelLoadException | RuntimeException | LinkageError refused) {
                graph.close();
                throw refused;
            }
        }
    }

    public final ModelId id() {
        return parts.folder().id();
    }

    public final String digest() {
        return parts.folder().digest();
    }

    public final int maxTokens() {
        return parts.maxTokens();
    }

    public final Occupancy occupancy() {
        int inside = calls.get();
        return new Occupancy(Math.min(1, inside), Math.max(0, inside - 1), 1, 0);
    }

    public final Prompt prompt(String text) {
        return new Prompt(read(tokenizer -> tokenizer.tokens(text)));
    }

    final <T> T read(Function<TextTokenizer, T> way) {
        return inUse(() -> way.apply(parts.tokenizer()));
    }

    /** What the graph gave for a text when it was loaded. */
    final R sample() {
        return parts.graph().sample();
    }

    static List<EncodedText> plain(List<Prompt> prompts) {
        return prompts.stream()
                .map(prompt -> new EncodedText(prompt.tokens(), new int[prompt.length()], List.of()))
                .toList();
    }

    /**
     * Runs inputs through the graph, those of similar length together.
     *
     * @return what the graph gives for each, in order
     * @throws Fault {@code OVERLOADED} at once when too many calls wait
     */
    final List<R> run(List<EncodedText> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(i), inputs.size() == 1 ? "input" : "input[" + i + "]");
        }
        try {
            if (calls.incrementAndGet() > 1 + parts.queue()) {
                throw new Fault(FaultCode.OVERLOADED, "Too many inputs wait for this model; try again soon.")
                        .retryAfter(Duration.ofSeconds(1));
            }
            return inBatches(inputs);
        } finally {
            calls.decrementAndGet();
        }
    }

    private List<R> inBatches(List<EncodedText> inputs) {
        List<R> results =
                new ArrayList<>(Collections.nCopies(inputs.size(), parts.graph().sample()));
        for (List<Integer> group : Batch.plan(inputs)) {
            List<R> found = run(new Batch(group.stream().map(inputs::get).toList(), parts.paddingId()));
            for (int row = 0; row < group.size(); row++) {
                results.set(group.get(row), found.get(row));
            }
        }
        return results;
    }

    private void check(EncodedText input, String field) {
        if (input.length() == 0) {
            throw Fault.invalid(field, "%s has no tokens; at least one is expected.".formatted(field));
        }
        if (input.length() > maxTokens()) {
            throw new Fault(
                            FaultCode.CONTEXT_LENGTH_EXCEEDED,
                            "%s has %d tokens; this model takes at most %d."
                                    .formatted(field, input.length(), maxTokens()))
                    .about(field);
        }
    }

    private List<R> run(Batch batch) {
        return turns.take(() -> inUse(() -> timed(batch)));
    }

    private List<R> timed(Batch batch) {
        long start = System.nanoTime();
        List<R> results = parts.graph().run(batch);
        long took = System.nanoTime() - start;
        computed.add(took);
        Computation.took(took);
        return results;
    }

    public final long computedNanos() {
        return computed.sum();
    }

    private <T> T inUse(Supplier<T> work) {
        use.readLock().lock();
        try {
            if (isClosing) {
                throw new Fault(FaultCode.SHUTTING_DOWN, "The server is shutting down.");
            }
            return work.get();
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public final void close() {
        isClosing = true;
        use.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                parts.graph().close();
                parts.tokenizer().close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
