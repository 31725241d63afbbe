package dev.freehold.gateway;

import dev.freehold.gateway.GeneratedText.Part;
import dev.freehold.inference.Timeline;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.Piece;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;

/**
 * The texts of one call, read as one: pieces come in the order in which they were written, whichever text they belong to. More
 * than one text are read by a thread each, which waits where its text does, ends with it, and is never far ahead of who reads
 * this.
 */
final class Choices {
    /** Pieces of one text that may wait to be read. */
    static final int AHEAD = 4;

    private final List<TokenStream> streams;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private final List<Semaphore> places;
    private boolean isReading;

    private sealed interface Arrival {
        record Came(Part part) implements Arrival {}

        record Failed(RuntimeException failure) implements Arrival {}
    }

    Choices(List<TokenStream> streams) {
        this.streams = List.copyOf(streams);
        this.places = streams.stream().map(stream -> new Semaphore(AHEAD)).toList();
    }

    int count() {
        return streams.size();
    }

    /** Waits for the next piece of any text. MUST NOT be called after the last text's end. */
    Part next() throws InterruptedException {
        if (streams.size() == 1) {
            return new Part(0, streams.getFirst().next());
        }
        if (!isReading) {
            isReading = true;
            for (int choice = 0; choice < streams.size(); choice++) {
                read(choice);
            }
        }
        return switch (arrivals.take()) {
            case Arrival.Came(Part part) -> {
                places.get(part.choice()).release();
                yield part;
            }
            case Arrival.Failed(RuntimeException failure) -> throw failure;
        };
    }

    /** A thread that waits for a place finds its text cancelled. */
    void cancel() {
        streams.forEach(TokenStream::cancel);
        places.forEach(Semaphore::release);
    }

    long generatedTokens() {
        return streams.stream().mapToLong(TokenStream::generatedTokens).sum();
    }

    long reasoningTokens() {
        return streams.stream().mapToLong(TokenStream::reasoningTokens).sum();
    }

    long computedNanos() {
        return streams.stream().mapToLong(TokenStream::computedNanos).sum();
    }

    /** Of the first text. */
    Timeline timeline() {
        return streams.getFirst().timeline();
    }

    /** Of the first text: the others may have found what it left behind, which says nothing about the call. */
    int cachedTokens() {
        return streams.getFirst().cachedTokens();
    }

    /** Of the first text. */
    Optional<String> stopText() {
        return streams.getFirst().stopText();
    }

    private void read(int choice) {
        Thread.ofVirtual().name("choice-" + choice).start(() -> {
            try {
                Piece piece;
                do {
                    places.get(choice).acquire();
                    piece = streams.get(choice).next();
                    arrivals.add(new Arrival.Came(new Part(choice, piece)));
                } while (!(piece instanceof Piece.End));
            } catch (RuntimeException failure) {
                arrivals.add(new Arrival.Failed(failure));
            } catch (InterruptedException unexpected) {
                arrivals.add(
                        new Arrival.Failed(new IllegalStateException("nobody interrupts this thread", unexpected)));
            }
        });
    }
}
