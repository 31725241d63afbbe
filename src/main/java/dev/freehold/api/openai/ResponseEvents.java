package dev.freehold.api.openai;

import dev.freehold.api.EventStream;
import dev.freehold.api.EventStream.Event;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.gateway.GeneratedText;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A response as a sequence of named events; a failure half-way is {@code response.failed}. */
final class ResponseEvents implements EventStream.Source {
    private final GeneratedText text;
    private final ResponseWriting writing;
    private final Function<Object, String> json;
    private final Function<ResponseWriting, ResponseObject> finish;
    private final Consumer<Fault> note;
    private final Queue<Event> ready = new ArrayDeque<>();
    private boolean ended;

    /**
     * Events that nobody has asked for yet.
     *
     * @param finish makes the response at its end
     * @param note takes note of a failure
     */
    ResponseEvents(
            GeneratedText text,
            ResponseWriting writing,
            Function<Object, String> json,
            Function<ResponseWriting, ResponseObject> finish,
            Consumer<Fault> note) {
        this.text = text;
        this.writing = writing;
        this.json = json;
        this.finish = finish;
        this.note = note;
    }

    /**
     * Waits for the first piece.
     *
     * @throws Fault when the call failed before there was any
     */
    void start() {
        GeneratedText.Part first = text.next();
        add(writing.begin());
        add(first);
    }

    @Override
    public @Nullable Event next() {
        while (ready.isEmpty() && !ended) {
            try {
                add(text.next());
            } catch (Fault fault) {
                ended = true;
                note.accept(fault);
                add(List.of(writing.last(writing.failed(code(fault.code()), fault.message()))));
            }
        }
        return ready.poll();
    }

    private void add(GeneratedText.Part part) {
        add(writing.add(part.piece()));
        if (text.isEnded()) {
            ended = true;
            add(List.of(writing.last(finish.apply(writing))));
        }
    }

    private void add(List<ResponseEvent> events) {
        events.forEach(event -> ready.add(new Event(event.type(), json.apply(event))));
    }

    /** The protocol has few words for what fails once a response has begun. */
    private static String code(FaultCode code) {
        return code == FaultCode.RATE_LIMITED || code == FaultCode.QUOTA_EXHAUSTED
                ? "rate_limit_exceeded"
                : "server_error";
    }

    @Override
    public void close() {
        text.close();
    }
}
