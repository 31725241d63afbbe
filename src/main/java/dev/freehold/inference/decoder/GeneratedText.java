package dev.freehold.inference.decoder;

import dev.freehold.inference.TokenStream;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Reads a sequence's tokens as text, on the reader's thread. */
final class GeneratedText implements TokenStream {
    private final TokenQueue tokens;
    private final Runnable cancellation;
    private final IntSupplier cachedTokens;
    private final Detokenizer detokenizer;
    private final StopTexts stops;
    private final Set<Integer> endTokens;
    private volatile int generatedTokens;
    private Piece.@Nullable End end;
    private boolean ended;

    GeneratedText(
            TokenQueue tokens,
            Runnable cancellation,
            IntSupplier cachedTokens,
            Detokenizer detokenizer,
            List<String> stops,
            Set<Integer> endTokens) {
        this.tokens = tokens;
        this.cancellation = cancellation;
        this.cachedTokens = cachedTokens;
        this.detokenizer = detokenizer;
        this.stops = new StopTexts(stops);
        this.endTokens = endTokens;
    }

    @Override
    public Piece next() throws InterruptedException {
        while (end == null) {
            String text = switch (tokens.take()) {
                case TokenQueue.Event.Token(Pick pick) -> read(pick.token());
                case TokenQueue.Event.Finished(FinishReason reason) -> {
                    end = new Piece.End(reason);
                    yield stops.rest();
                }
                case TokenQueue.Event.Failed(var fault) -> throw fault;
            };
            if (!text.isEmpty()) {
                return new Piece.Text(text);
            }
        }
        if (ended) {
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
    public int cachedTokens() {
        return cachedTokens.getAsInt();
    }

    @Override
    public void cancel() {
        cancellation.run();
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread reads the stream
    private String read(int token) {
        generatedTokens++;
        if (endTokens.contains(token)) {
            return "";
        }
        String text = stops.pass(detokenizer.add(token));
        if (stops.isFound()) {
            cancellation.run();
            end = new Piece.End(FinishReason.STOP);
        }
        return text;
    }
}
