package dev.freehold.api.openai;

import dev.freehold.api.EventStream;
import dev.freehold.api.EventStream.Event;
import dev.freehold.core.Fault;
import dev.freehold.gateway.GeneratedText;
import dev.freehold.gateway.GeneratedText.Part;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A generation as a sequence of events, {@code [DONE]} last; a failure half-way is an event without {@code [DONE]}. */
final class GenerationEvents implements EventStream.Source {
    private static final String DONE = "[DONE]";

    private final GeneratedText text;
    private final TextEvents events;
    private final Function<Object, String> json;
    private final Function<Fault, String> error;
    private final Queue<Event> ready = new ArrayDeque<>();
    private boolean ended;

    GenerationEvents(
            GeneratedText text, TextEvents events, Function<Object, String> json, Function<Fault, String> error) {
        this.text = text;
        this.events = events;
        this.json = json;
        this.error = error;
    }

    /**
     * Waits for the first piece.
     *
     * @throws Fault when the call failed before there was any
     */
    void start() {
        Part first = text.next();
        events.begin(text.choices()).forEach(this::add);
        add(first);
    }

    @Override
    public @Nullable Event next() {
        while (ready.isEmpty() && !ended) {
            try {
                add(text.next());
            } catch (Fault fault) {
                ended = true;
                ready.add(Event.unnamed(error.apply(fault)));
            }
        }
        return ready.poll();
    }

    private void add(Part part) {
        events.part(part).forEach(this::add);
        if (text.isEnded()) {
            ended = true;
            events.end(text).forEach(this::add);
            ready.add(Event.unnamed(DONE));
        }
    }

    private void add(Object event) {
        ready.add(Event.unnamed(json.apply(event)));
    }

    @Override
    public void close() {
        text.close();
    }
}
