package dev.freehold.inference.decoder;

import dev.freehold.inference.Prompt;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenLogprob.Candidate;
import dev.freehold.inference.TokenStream.Piece;
import dev.freehold.inference.sampling.Odds;
import dev.freehold.inference.sampling.Pick;
import dev.freehold.inference.text.Detokenizer;
import dev.freehold.inference.text.StopTexts;
import dev.freehold.inference.text.Thoughts;
import dev.freehold.inference.text.Tokenizer;
import dev.freehold.inference.tool.CallFormat;
import dev.freehold.inference.tool.CallReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes pieces of text from tokens: whole characters, nothing from a stop text on, thoughts apart from the answer. What is
 * known of a token goes with the character that it begins with; a token of which nothing was given out is not told of.
 */
final class TextPieces {
    private final Tokenizer tokenizer;
    private final Detokenizer detokenizer;
    private final StopTexts stops;
    private final Thoughts thoughts;
    private final Optional<CallReader> calls;
    private final Map<Integer, String> marks;
    private final Deque<Held> held = new ArrayDeque<>();
    private int written;
    private int certain;
    private int reasoningTokens;
    /** Characters of answer that {@link #calls} was given. */
    private int answered;

    /** A token that begins behind {@code start} characters of text. */
    private record Held(int start, @Nullable TokenLogprob logprob) {}

    /**
     * Looks for calls where the prompt allows some and their format is known. An answer that has to be a call has no text in which a
     * stop text could come up.
     */
    TextPieces(Tokenizer tokenizer, Prompt prompt, List<String> stops, Optional<CallFormat> format) {
        Optional<CallFormat> wanted = prompt.tools().callable().isEmpty() ? Optional.empty() : format;
        this.calls = wanted.map(found -> found.reader(prompt.tools()));
        this.marks =
                wanted.map(found -> tokenizer.added().controls(found.marks())).orElse(Map.of());
        this.tokenizer = tokenizer;
        this.detokenizer = new Detokenizer(tokenizer, prompt.tokens());
        this.stops = new StopTexts(prompt.tools().choice().isForced() ? List.of() : stops);
        this.thoughts = new Thoughts(prompt.thinking());
    }

    /** Whether a stop text came up; nothing comes out any more. */
    boolean isStopped() {
        return stops.isFound();
    }

    Optional<String> stopText() {
        return stops.found();
    }

    boolean hasCalls() {
        return calls.filter(CallReader::hasCalls).isPresent();
    }

    int reasoningTokens() {
        return reasoningTokens;
    }

    /** Adds a token; returns what became certain by it. */
    List<Piece> add(Pick pick) {
        held.add(new Held(written, logprob(pick)));
        String text = detokenizer.add(pick.token()) + marks.getOrDefault(pick.token(), "");
        written += text.length();
        List<Piece> pieces = pass(stops.pass(text));
        if (stops.isFound()) {
            addTo(pieces, thoughts.rest(), certain);
            addRest(pieces);
        }
        return pieces;
    }

    /** What was held back, once no more tokens come. */
    List<Piece> rest() {
        List<Piece> pieces = pass(stops.rest());
        addTo(pieces, thoughts.rest(), Integer.MAX_VALUE);
        addRest(pieces);
        List<TokenLogprob> withoutText = take(Integer.MAX_VALUE);
        if (!withoutText.isEmpty()) {
            pieces.add(new Piece.Text("", withoutText));
        }
        return pieces;
    }

    private List<Piece> pass(String text) {
        certain += text.length();
        List<Piece> pieces = new ArrayList<>(2);
        addTo(pieces, thoughts.pass(text), certain);
        return pieces;
    }

    private void addTo(List<Piece> pieces, Thoughts.Split split, int until) {
        int before = held.size();
        List<TokenLogprob> ofThought = take(Math.min(until, thoughts.end()));
        reasoningTokens += before - held.size();
        if (!split.thought().isEmpty() || !ofThought.isEmpty()) {
            pieces.add(new Piece.Reasoning(split.thought(), ofThought));
        }
        if (!split.answer().isEmpty()) {
            answered += split.answer().length();
            calls.ifPresentOrElse(
                    reader -> addAll(pieces, reader.pass(split.answer())),
                    () -> pieces.add(new Piece.Text(split.answer(), take(until))));
        }
    }

    private void addRest(List<Piece> pieces) {
        calls.ifPresent(reader -> addAll(pieces, reader.rest()));
    }

    /** Tokens of calls are not told of. */
    private void addAll(List<Piece> pieces, List<CallReader.Split> splits) {
        for (CallReader.Split split : splits) {
            List<TokenLogprob> tokens = take(certain - answered + split.end());
            pieces.add(
                    split.piece() instanceof Piece.Text(String text, var none)
                            ? new Piece.Text(text, tokens)
                            : split.piece());
        }
    }

    private List<TokenLogprob> take(int until) {
        List<TokenLogprob> logprobs = new ArrayList<>();
        for (Held token = held.peek(); token != null && token.start() < until; token = held.peek()) {
            held.remove();
            if (token.logprob() != null) {
                logprobs.add(token.logprob());
            }
        }
        return logprobs;
    }

    private @Nullable TokenLogprob logprob(Pick pick) {
        Odds odds = pick.odds();
        if (odds == null) {
            return null;
        }
        List<Candidate> top = new ArrayList<>(odds.top().length);
        for (int i = 0; i < odds.top().length; i++) {
            top.add(candidate(odds.top()[i], odds.topLogprobs()[i]));
        }
        return new TokenLogprob(written, candidate(pick.token(), odds.logprob()), top);
    }

    private Candidate candidate(int token, double logprob) {
        byte[] bytes = tokenizer.bytes(token);
        return new Candidate(new String(bytes, StandardCharsets.UTF_8), bytes, logprob);
    }
}
