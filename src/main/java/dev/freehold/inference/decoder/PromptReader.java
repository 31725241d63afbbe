package dev.freehold.inference.decoder;

import ai.onnxruntime.OrtException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.ObjIntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads prompts, one run at a time: a chunk of one prompt, or several short prompts side by side. Whoever waits longest for a
 * run is next, so a short prompt is not held up by a long one. While others write, a chunk is as long as their patience lasts.
 */
final class PromptReader {
    /** Prompts up to this length are read side by side. */
    private static final int SHORT = 64;

    private static final int SMALLEST_CHUNK = 16;
    private static final Comparator<Sequence> ORDER = Comparator.comparingLong(
                    (Sequence sequence) -> sequence.lastRun())
            .thenComparingLong(sequence -> sequence.arrival());
    private static final double WEIGHT_OF_NEWEST = 0.2;

    private final Decoder decoder;
    private final int largestChunk;
    private final Duration stall;
    private final @Nullable PrefixCache prefixes;
    private final ObjIntConsumer<Sequence> charge;
    private final float[][] logits;
    private long runs;
    private double nanosPerToken;

    PromptReader(
            Decoder decoder,
            LoopSettings settings,
            @Nullable PrefixCache prefixes,
            ObjIntConsumer<Sequence> charge,
            float[][] logits) {
        this.decoder = decoder;
        this.largestChunk = settings.chunk();
        this.stall = settings.stall();
        this.prefixes = prefixes;
        this.charge = charge;
        this.logits = logits;
    }

    /**
     * The sequences that the next run is for.
     *
     * @param behind sequences in neighbouring rows, some of which have not read all of their prompt
     * @param chunk the most tokens of the run
     */
    List<Sequence> next(List<Sequence> behind, int chunk) {
        Optional<Sequence> first =
                behind.stream().filter(sequence -> !sequence.hasReadPrompt()).min(ORDER);
        if (first.isEmpty()) {
            return List.of();
        }
        Sequence sequence = first.get();
        takeOver(sequence);
        return decoder.givesManyLogits() && isShort(sequence)
                ? withNeighbours(sequence, behind, chunk)
                : List.of(sequence);
    }

    /** Reads on and returns how many tokens were read. */
    int read(List<Sequence> sequences, int chunk) throws OrtException {
        long start = System.nanoTime();
        int tokens = sequences.size() == 1 ? readChunk(sequences.getFirst(), chunk) : begin(sequences);
        double each = (double) (System.nanoTime() - start) / Math.max(SMALLEST_CHUNK, tokens);
        nanosPerToken = nanosPerToken == 0 ? each : nanosPerToken + WEIGHT_OF_NEWEST * (each - nanosPerToken);
        return tokens;
    }

    private int readChunk(Sequence sequence, int chunk) throws OrtException {
        int from = sequence.promptRead();
        int to = Math.min(sequence.promptLength(), from + chunk);
        decoder.append(sequence.row(), sequence.tokens(), from, to, logits[0]);
        sequence.promptRead(to);
        sequence.lastRun(++runs);
        charge.accept(sequence, to - from);
        return to - from;
    }

    private int begin(List<Sequence> sequences) throws OrtException {
        List<int[]> prompts = new ArrayList<>();
        sequences.forEach(sequence -> prompts.add(sequence.tokens()));
        decoder.begin(sequences.getFirst().row(), prompts, logits);
        int tokens = 0;
        for (Sequence sequence : sequences) {
            sequence.promptRead(sequence.promptLength());
            charge.accept(sequence, sequence.promptLength());
            tokens += sequence.promptLength();
        }
        return tokens;
    }

    /**
     * As many tokens as take no longer than the patience of those that write.
     *
     * @param stepNanos what those that write need for their next token; 0 when nobody writes
     */
    int chunk(double stepNanos) {
        if (stepNanos == 0 || nanosPerToken == 0) {
            return stepNanos == 0 ? largestChunk : Math.min(largestChunk, SMALLEST_CHUNK);
        }
        double tokens = (stall.toNanos() - stepNanos) / nanosPerToken;
        return (int) Math.clamp(tokens, Math.min(largestChunk, SMALLEST_CHUNK), largestChunk);
    }

    private void takeOver(Sequence sequence) {
        if (prefixes != null) {
            int have = sequence.promptRead();
            // The last token of the prompt is computed in any case: its logits choose the next.
            int held = prefixes.restore(
                    sequence.origin().tenant(), sequence.tokens(), have, sequence.promptLength() - 1, sequence.row());
            if (held > have) {
                decoder.setLength(sequence.row(), held);
                sequence.tookOver(held - have);
            }
        }
    }

    private boolean isShort(Sequence sequence) {
        return sequence.promptRead() == 0 && sequence.promptLength() <= SHORT;
    }

    /** The sequence and those in the rows behind it, as long as they are short too and one chunk has room for all. */
    private List<Sequence> withNeighbours(Sequence sequence, List<Sequence> behind, int chunk) {
        int at = behind.indexOf(sequence);
        int longest = sequence.promptLength();
        int end = at + 1;
        while (end < behind.size() && isFreshAndShort(behind.get(end))) {
            longest = Math.max(longest, behind.get(end).promptLength());
            if (longest * (end + 1 - at) > chunk) {
                break;
            }
            end++;
        }
        return List.copyOf(behind.subList(at, end));
    }

    private boolean isFreshAndShort(Sequence sequence) {
        if (sequence.hasReadPrompt() || sequence.promptRead() > 0) {
            return false;
        }
        takeOver(sequence);
        return isShort(sequence);
    }
}
