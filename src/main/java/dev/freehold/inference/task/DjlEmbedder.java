package dev.freehold.inference.task;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.Prompt;
import dev.freehold.inference.TextEmbedder;
import dev.freehold.registry.ModelFolder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/** Embeds text with an ONNX graph through DJL. */
final class DjlEmbedder implements TextEmbedder {
    private final ModelFolder folder;
    private final EmbedderFacts facts;
    private final TextTokenizer tokenizer;
    private final EmbeddingGraph graph;
    /** Held shared by whoever is in native code, and alone by the one that closes it. */
    private final ReadWriteLock use = new ReentrantReadWriteLock();

    private final Semaphore turn = new Semaphore(1, true);
    private final AtomicInteger calls = new AtomicInteger();
    private final int queue;
    private volatile boolean isClosing;
    private boolean isClosed;

    private DjlEmbedder(
            ModelFolder folder, EmbedderFacts facts, TextTokenizer tokenizer, EmbeddingGraph graph, int queue) {
        this.folder = folder;
        this.facts = facts;
        this.tokenizer = tokenizer;
        this.graph = graph;
        this.queue = queue;
    }

    /**
     * Loads a model.
     *
     * @param threads compute one run, and one run goes on at a time
     * @param queue calls that may wait for their turn
     */
    static DjlEmbedder open(ModelFolder folder, int threads, int queue) throws ModelLoadException {
        EmbedderFacts facts = EmbedderFacts.read(folder.root());
        EmbeddingGraph graph = EmbeddingGraph.open(folder.graph(), facts, threads);
        try {
            TextTokenizer tokenizer = TextTokenizer.open(folder.root().resolve("tokenizer.json"));
            return new DjlEmbedder(folder, facts, tokenizer, graph, queue);
        } catch (ModelLoadException | RuntimeException | LinkageError refused) {
            graph.close();
            throw refused;
        }
    }

    @Override
    public ModelId id() {
        return folder.id();
    }

    @Override
    public String digest() {
        return folder.digest();
    }

    @Override
    public int dimensions() {
        return graph.dimensions();
    }

    @Override
    public int maxTokens() {
        return facts.maxTokens();
    }

    @Override
    public Prompt prompt(String text) {
        use.readLock().lock();
        try {
            refuseWhenClosing();
            return tokenizer.encode(text);
        } finally {
            use.readLock().unlock();
        }
    }

    @Override
    public Prompt prompt(int[] tokens) {
        for (int token : tokens) {
            if (token < 0 || token >= facts.vocabularySize()) {
                throw Fault.invalid(
                        "input",
                        "input holds the token %d; this model's tokens are 0 to %d."
                                .formatted(token, facts.vocabularySize() - 1));
            }
        }
        return new Prompt(tokens.clone());
    }

    @Override
    public List<float[]> embed(List<Prompt> inputs) {
        for (int i = 0; i < inputs.size(); i++) {
            check(inputs.get(i), inputs.size() == 1 ? "input" : "input[" + i + "]");
        }
        try {
            if (calls.incrementAndGet() > 1 + queue) {
                throw new Fault(FaultCode.OVERLOADED, "Too many inputs wait to be embedded; try again soon.")
                        .retryAfter(Duration.ofSeconds(1));
            }
            return vectors(inputs);
        } finally {
            calls.decrementAndGet();
        }
    }

    private List<float[]> vectors(List<Prompt> inputs) {
        float[][] vectors = new float[inputs.size()][];
        for (List<Integer> group : Batch.plan(inputs)) {
            float[][] found = run(new Batch(group.stream().map(inputs::get).toList(), facts.paddingId()));
            for (int row = 0; row < found.length; row++) {
                vectors[group.get(row)] = normalised(found[row]);
            }
        }
        return List.of(vectors);
    }

    private void check(Prompt input, String field) {
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

    private float[][] run(Batch batch) {
        turn.acquireUninterruptibly();
        use.readLock().lock();
        try {
            refuseWhenClosing();
            return graph.run(batch);
        } finally {
            use.readLock().unlock();
            turn.release();
        }
    }

    private void refuseWhenClosing() {
        if (isClosing) {
            throw new Fault(FaultCode.SHUTTING_DOWN, "The server is shutting down.");
        }
    }

    /** To unit length; a vector of zeros, which has no direction, stays as it is. */
    private static float[] normalised(float[] vector) {
        double squares = 0;
        for (float value : vector) {
            squares += (double) value * value;
        }
        if (!Double.isFinite(squares)) {
            throw new Fault(FaultCode.INTERNAL, "The model gave a vector that is not finite.");
        }
        double length = squares == 0 ? 1 : Math.sqrt(squares);
        for (int i = 0; i < vector.length; i++) {
            vector[i] = (float) (vector[i] / length);
        }
        return vector;
    }

    @Override
    public void close() {
        isClosing = true;
        use.writeLock().lock();
        try {
            if (!isClosed) {
                isClosed = true;
                graph.close();
                tokenizer.close();
            }
        } finally {
            use.writeLock().unlock();
        }
    }
}
