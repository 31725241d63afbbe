package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import dev.freehold.core.Fault;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** The sequences that have a slot, and the runs that carry them on. Belongs to the loop's thread. */
final class Batch implements TokenWriter.Outcome, AutoCloseable {
    /** Writing a token costs its tenant as much as reading two; as in the paper that {@link FairQueue} names. */
    private static final int PRICE_OF_OUTPUT = 2;

    private static final Logger LOG = Logger.getLogger(Batch.class);

    private final Decoder decoder;
    private final LoopSettings settings;
    private final FairQueue queue;
    private final Pace pace;
    private final Function<Exception, Fault> failure;
    private final Runnable wake;
    private final Seats seats;
    private final @Nullable PrefixCache prefixes;
    private final float[][] logits;
    private final PromptReader reader;
    private final TokenWriter writer;
    private volatile int active;
    private volatile long memory;
    private volatile boolean shortOfMemory;
    private volatile long busyNanos;
    private final LongAdder promptTokens = new LongAdder();
    private final LongAdder cachedTokens = new LongAdder();

    /**
     * Starts empty.
     *
     * @param failure what a failed run means for its sequences
     * @param wake called by readers when a paused sequence may go on
     */
    Batch(
            Decoder decoder,
            LoopSettings settings,
            FairQueue queue,
            Pace pace,
            Function<Exception, Fault> failure,
            Runnable wake) {
        this.decoder = decoder;
        this.settings = settings;
        this.queue = queue;
        this.pace = pace;
        this.failure = failure;
        this.wake = wake;
        this.seats = new Seats(decoder);
        this.prefixes = settings.prefixMemory() == 0
                ? null
                : decoder.memory()
                        .map(rows -> new PrefixCache(rows, settings.prefixMemory()))
                        .orElse(null);
        this.logits = new float[Math.max(decoder.rows(), InPlaceDecoder.MOST_LOGITS)][decoder.vocabulary()];
        this.reader = new PromptReader(decoder, settings, prefixes, queue::charge, logits);
        this.writer = new TokenWriter(decoder, settings.speculation(), logits);
    }

    /** Called once, before the first sequence joins. */
    void warmUp() {
        try {
            writer.warmUp();
        } catch (OrtException refused) {
            LOG.warn("A model could not be tried out; it starts without knowing its pace.", refused);
        }
    }

    boolean isEmpty() {
        return active == 0;
    }

    /** Sequences that have a slot. Callable by any thread. */
    int active() {
        return active;
    }

    /** Whether a sequence may join now: there is a row, and memory for all that it may come to. */
    boolean hasRoomFor(Sequence sequence) {
        shortOfMemory = memory + bytes(sequence) > settings.memory();
        return seats.hasRoom() && !shortOfMemory;
    }

    /** Whether the sequence that is next waits for memory rather than for a row. Callable by any thread. */
    boolean isShortOfMemory() {
        return shortOfMemory;
    }

    void join(Sequence sequence) {
        seats.add(sequence);
        sequence.joinedNanos(System.nanoTime());
        count(bytes(sequence));
    }

    DecoderCounters counters(int queued) {
        return new DecoderCounters(
                active,
                queued,
                decoder.rows(),
                promptTokens.sum(),
                cachedTokens.sum(),
                writer.written(),
                writer.runs(),
                writer.drafted(),
                writer.accepted(),
                memory,
                decoder.runNanos(),
                busyNanos);
    }

    /** Lets the cancelled leave, reads some of a prompt and writes for those that write; returns whether anything happened. */
    boolean cycle() {
        long start = System.nanoTime();
        boolean left = letGo();
        seats.all().forEach(this::pauseOrGoOn);
        boolean read = read();
        boolean wrote = write();
        if (read || wrote) {
            countBusy(System.nanoTime() - start);
        }
        return read || wrote || left;
    }

    private boolean letGo() {
        List<Sequence> cancelled =
                seats.all().stream().filter(Sequence::isCancelled).toList();
        cancelled.forEach(this::remember);
        cancelled.forEach(this::leave);
        return !cancelled.isEmpty();
    }

    void failAll(Fault fault) {
        for (Sequence sequence : seats.all()) {
            sequence.fail(fault);
            leave(sequence);
        }
    }

    @Override
    public void wrote(Sequence sequence, int count, boolean done) {
        queue.charge(sequence, PRICE_OF_OUTPUT * count);
        if (done) {
            remember(sequence);
            leave(sequence);
        }
    }

    @Override
    public void failed(List<Sequence> sequences, Exception broken) {
        Fault fault = failure.apply(broken);
        for (Sequence sequence : List.copyOf(sequences)) {
            sequence.fail(fault);
            leave(sequence);
        }
    }

    @Override
    public void close() {
        if (prefixes != null) {
            prefixes.close();
        }
    }

    private boolean read() {
        int chunk = reader.chunk(writer.stepNanos(seats.writing().size()));
        List<Sequence> reading = reader.next(seats.others(), chunk);
        if (reading.isEmpty()) {
            return false;
        }
        long start = System.nanoTime();
        try {
            promptTokens.add(reader.read(reading, chunk));
        } catch (OrtException | RuntimeException broken) {
            failed(reading, broken);
            return true;
        }
        long took = System.nanoTime() - start;
        reading.forEach(sequence -> sequence.computed(took / reading.size()));
        boolean othersRead = seats.others().size() > reading.size();
        for (int i = 0; i < reading.size(); i++) {
            if (reading.get(i).hasReadPrompt()) {
                startWriting(reading.get(i), logits[i]);
            }
        }
        // After the first token is out; earlier only for those who may read the same.
        reading.stream()
                .filter(sequence -> seats.holds(sequence) && (sequence.hasReadPrompt() || othersRead))
                .forEach(this::remember);
        return true;
    }

    private void startWriting(Sequence sequence, float[] itsLogits) {
        cachedTokens.add(sequence.cachedTokens());
        seats.startWriting(sequence);
        writer.first(sequence, itsLogits, this);
    }

    private boolean write() {
        List<Sequence> writing = List.copyOf(seats.writing());
        if (writing.isEmpty()) {
            return false;
        }
        writer.write(writing, this);
        return true;
    }

    /** Nothing is written far ahead of a reader who is slow or gone. */
    private void pauseOrGoOn(Sequence sequence) {
        boolean isWriting = seats.isWriting(sequence);
        int unread = sequence.output().unread();
        if (isWriting && unread >= settings.readAhead()) {
            seats.stopWriting(sequence);
            sequence.output().onceReadTo(settings.readAhead() / 2, wake);
        } else if (!isWriting && sequence.hasReadPrompt() && unread <= settings.readAhead() / 2) {
            seats.startWriting(sequence);
        }
    }

    /** Keeps what was computed for a text that goes on from this one. */
    private void remember(Sequence sequence) {
        if (prefixes != null) {
            prefixes.save(
                    sequence.origin().tenant(), sequence.tokens(), decoder.length(sequence.row()), sequence.row());
        }
    }

    private void leave(Sequence sequence) {
        seats.remove(sequence);
        queue.end(sequence);
        pace.observe((double) (System.nanoTime() - sequence.joinedNanos()));
        count(-bytes(sequence));
    }

    private long bytes(Sequence sequence) {
        return decoder.bytes(Math.min(decoder.rowCapacity(), sequence.most()));
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void count(long bytes) {
        memory += bytes;
        active = seats.size();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
    private void countBusy(long nanos) {
        busyNanos += nanos;
    }
}
