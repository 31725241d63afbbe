package dev.freehold.api.anthropic;

import dev.freehold.api.EventStream;
import dev.freehold.api.EventStream.Event;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.inference.TokenStream.Piece;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A message as a sequence of named events; a failure half-way is an {@code error} event, and the last. */
final class MessageStream implements EventStream.Source {
    /** While a model thinks what nobody asked to see, its client hears that it is alive this often. */
    private static final long LONGEST_SILENCE = Duration.ofSeconds(5).toNanos();

    private final GeneratedText text;
    private final MessageAnswer answer;
    private final Function<Object, String> json;
    private final Function<Fault, String> error;
    private final Queue<Event> ready = new ArrayDeque<>();
    private long spoke = System.nanoTime();
    private boolean ended;

    MessageStream(
            GeneratedText text, MessageAnswer answer, Function<Object, String> json, Function<Fault, String> error) {
        this.text = text;
        this.answer = answer;
        this.json = json;
        this.error = error;
    }

    /**
     * Waits for the first piece.
     *
     * @throws Fault when the call failed before there was any
     */
    void start() {
        Piece first = text.next().piece();
        answer.begin(text).forEach(this::add);
        add(first);
    }

    @Override
    public @Nullable Event next() {
        while (ready.isEmpty() && !ended) {
            try {
                add(text.next().piece());
            } catch (Fault fault) {
                ended = true;
                ready.add(new Event("error", error.apply(fault)));
            }
        }
        spoke = System.nanoTime();
        return ready.poll();
    }

    private void add(Piece piece) {
        answer.part(piece, text).forEach(this::add);
        ended = text.isEnded();
        if (ready.isEmpty() && System.nanoTime() - spoke > LONGEST_SILENCE) {
            add(new MessageEvent.Ping());
        }
    }

    private void add(MessageEvent event) {
        ready.add(new Event(event.type(), json.apply(event)));
    }

    @Override
    public void close() {
        text.close();
    }
}
