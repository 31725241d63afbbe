package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.Usage;
import dev.freehold.inference.Timeline;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.ToolCall;
import dev.freehold.payload.Transcript.Voice;
import dev.freehold.telemetry.Trace.Phase;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * An answer that is being written: one text, or several side by side. It gives out nothing before the admission is durable, and
 * its end only after the books are closed and durable. Read by one thread; may be closed by any.
 */
public final class GeneratedText implements AutoCloseable {
    private final Permit permit;
    private final Choices choices;
    private final long promptTokens;
    private final Runnable whenOver;
    private int ended;
    private FinishReason outcome = FinishReason.STOP;

    /** @param whenOver runs when nothing is asked of the model any more; more than once is possible */
    GeneratedText(Permit permit, Choices choices, long promptTokens, Runnable whenOver) {
        this.permit = permit;
        this.choices = choices;
        this.promptTokens = promptTokens;
        this.whenOver = whenOver;
    }

    /** A piece of one of the texts, which are numbered from 0. */
    public record Part(int choice, Piece piece) {}

    /** The model that writes. */
    public ModelId model() {
        return permit.model();
    }

    /** How many texts there are. */
    public int choices() {
        return choices.count();
    }

    /** Whether each text's {@link Piece.End} was given out. */
    public boolean isEnded() {
        return ended == choices.count();
    }

    /**
     * Waits for the next piece; once {@link #isEnded} there is none.
     *
     * @throws Fault when the call failed; its books are closed then
     */
    public Part next() {
        try {
            permit.awaitAdmission();
            Part part = choices.next();
            permit.began();
            listen(part);
            if (part.piece() instanceof Piece.End(FinishReason reason)) {
                end(reason);
            }
            return part;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw abort(new Fault(FaultCode.CANCELLED, "The request was interrupted.").causedBy(interrupted));
        } catch (Fault fault) {
            throw abort(fault);
        } catch (RuntimeException failed) {
            throw abort(new Fault(FaultCode.INTERNAL, "The generation failed.").causedBy(failed));
        }
    }

    private void listen(Part part) {
        switch (part.piece()) {
            case Piece.Text(String text, var _) -> heard(part, Voice.ANSWER, text);
            case Piece.Reasoning(String text, var _) -> heard(part, Voice.REASONING, text);
            case Piece.Call.Begin(var _, var _, String name) -> heard(part, Voice.CALLS, name + " ");
            case Piece.Call.Arguments(var _, String fragment) -> heard(part, Voice.CALLS, fragment);
            case Piece.Call.End _ -> heard(part, Voice.CALLS, "\n");
            case Piece.End _ -> {}
        }
    }

    private void heard(Part part, Voice voice, String text) {
        permit.transcript().answered(part.choice(), voice, text);
    }

    /** The whole texts, when nobody waits for their pieces. */
    public List<Whole> readAll() {
        List<Whole.Draft> drafts =
                Stream.generate(Whole.Draft::new).limit(choices()).toList();
        while (!isEnded()) {
            Part part = next();
            drafts.get(part.choice()).add(part.piece());
        }
        return drafts.stream().map(Whole.Draft::finished).toList();
    }

    /** The index of the entry in the audit log that admitted the call; absent when that could not be written. */
    public OptionalLong admission() {
        return permit.admission();
    }

    /** Tokens used so far, over all texts; a prompt counts once. */
    public Usage usage() {
        return new Usage(promptTokens, choices.generatedTokens());
    }

    /** What the call drew, once it has ended, for a caller who asked. */
    public Optional<Footprint> footprint() {
        return permit.footprint();
    }

    /** Generated tokens that were thoughts. */
    public long reasoningTokens() {
        return choices.reasoningTokens();
    }

    /** Prompt tokens that the model still knew from another call. */
    public int cachedTokens() {
        return choices.cachedTokens();
    }

    /** The stop text that ended the first of the texts, once that ended. */
    public Optional<String> stopText() {
        return choices.stopText();
    }

    /** Ends the generation when it still runs, charges what was generated and records that the caller went away. */
    @Override
    public void close() {
        choices.cancel();
        whenOver.run();
        permit.abort(usage(), choices.computedNanos(), FaultCode.CANCELLED);
    }

    /** The call is cut short when any of its texts is. */
    private void end(FinishReason reason) {
        ended++;
        outcome = reason.compareTo(outcome) > 0 ? reason : outcome;
        if (isEnded()) {
            whenOver.run();
            trace();
            permit.settle(usage(), choices.computedNanos(), outcome.name().toLowerCase(Locale.ROOT));
        }
    }

    /** A failure of ours costs the caller nothing; a caller who left pays for what was generated. */
    private Fault abort(Fault fault) {
        choices.cancel();
        whenOver.run();
        trace();
        permit.abort(fault.code() == FaultCode.CANCELLED ? usage() : Usage.NONE, choices.computedNanos(), fault.code());
        return fault;
    }

    private void trace() {
        Timeline times = choices.timeline();
        permit.trace().phase(Phase.QUEUE, times.submitted(), times.started());
        permit.trace().phase(Phase.PREFILL, times.started(), times.firstToken());
        permit.trace().phase(Phase.DECODE, times.firstToken(), System.nanoTime());
    }

    /**
     * A text in one piece.
     *
     * @param reasoning what the model thought before it answered, empty for most
     * @param toolCalls the last one's arguments may be cut short when the reason is {@code LENGTH}
     */
    public record Whole(
            String text,
            List<TokenLogprob> logprobs,
            String reasoning,
            List<TokenLogprob> reasoningLogprobs,
            List<ToolCall> toolCalls,
            FinishReason reason) {

        /** A text that is not whole yet. */
        private static final class Draft {
            private final StringBuilder text = new StringBuilder();
            private final StringBuilder reasoning = new StringBuilder();
            private final List<TokenLogprob> logprobs = new ArrayList<>();
            private final List<TokenLogprob> reasoningLogprobs = new ArrayList<>();
            private final List<ToolCall> calls = new ArrayList<>();
            private final StringBuilder arguments = new StringBuilder();
            private @Nullable FinishReason reason;

            void add(Piece piece) {
                switch (piece) {
                    case Piece.Text(String part, var tokens) -> {
                        text.append(part);
                        logprobs.addAll(tokens);
                    }
                    case Piece.Reasoning(String part, var tokens) -> {
                        reasoning.append(part);
                        reasoningLogprobs.addAll(tokens);
                    }
                    case Piece.Call call -> add(call);
                    case Piece.End(FinishReason why) -> reason = why;
                }
            }

            private void add(Piece.Call piece) {
                switch (piece) {
                    case Piece.Call.Begin(int index, String id, String name) -> {
                        arguments.setLength(0);
                        calls.add(new ToolCall(id, name, ""));
                    }
                    case Piece.Call.Arguments(int index, String fragment) -> arguments.append(fragment);
                    case Piece.Call.End(int index) -> {
                        ToolCall begun = calls.removeLast();
                        calls.add(new ToolCall(begun.id(), begun.name(), arguments.toString()));
                    }
                }
            }

            Whole finished() {
                return new Whole(
                        text.toString(),
                        logprobs,
                        reasoning.toString(),
                        reasoningLogprobs,
                        calls,
                        Objects.requireNonNull(reason));
            }
        }
    }
}
