package dev.freehold.inference.decoder;

import dev.freehold.inference.Timeline;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.sampling.Pick;
import java.util.ArrayDeque;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a sequence's tokens as text, on the reader's thread. */
final class GeneratedText implements TokenStream {
    private final Sequence sequence;
    private final Runnable cancellation;
    private final TextPieces text;
    private final Set<Integer> endTokens;
    private final Queue<Piece> ready = new ArrayDeque<>();
    private volatile int generatedTokens;
    private volatile int reasoningTokens;
    private Piece.@Nullable End end;
    private boolean ended;

    GeneratedText(Sequence sequence, Runnable cancellation, TextPieces text, Set<Integer> endTokens) {
        this.sequence = sequence;
        this.cancellation = cancellation;
        this.text = text;
        this.endTokens = endTokens;
    }

    @Override
    public Piece next() throws InterruptedException {
        while (ready.isEmpty() && end == null) {
            switch (sequence.output().take()) {
                case TokenQueue.Event.Token(Pick pick) -> read(pick);
                case TokenQueue.Event.Finished(FinishReason reason) -> {
                    ready.addAll(text.rest());
                    end = end(reason);
                }
                case TokenQueue.Event.Failed(var fault) -> throw fault;
            }
            reasoningTokens = text.reasoningTokens();
        }
        Piece piece = ready.poll();
        if (piece != null) {
            return piece;
        }
        if (ended || end == null) {
            throw new NoSuchElementException("the generation has ended");
        }
        ended = true;
        return end;
    }

    @Override
    public int generatedTokens() {
        return generatedTokens;
    }

    @Override
    public int reasoningTokens() {
        return reasoningTokens;
    }

    @Override
    public int cachedTokens() {
        return sequence.cachedTokens();
    }

    @Override
    public long computedNanos() {
        return sequence.computedNanos();
    }

    @Override
    public Timeline timeline() {
        return sequence.timeline();
    }

    @Override
    public Optional<String> stopText() {
        return text.stopText();
    }

    @Override
    public void cancel() {
        cancellation.run();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads the stream
    private void read(Pick pick) {
        generatedTokens++;
        if (endTokens.contains(pick.token())) {
            return;
        }
        ready.addAll(text.add(pick));
        if (text.isStopped()) {
            cancellation.run();
            end = end(FinishReason.STOP);
        }
    }

    private Piece.End end(FinishReason reason) {
        return new Piece.End(reason == FinishReason.STOP && text.hasCalls() ? FinishReason.TOOL_CALLS : reason);
    }
}
