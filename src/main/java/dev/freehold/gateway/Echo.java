package dev.freehold.gateway;

import dev.freehold.inference.Timeline;
import dev.freehold.inference.TokenLogprob;
import dev.freehold.inference.TokenStream;
import java.util.List;
import java.util.Optional;

/** A text that starts with its prompt. */
final class Echo implements TokenStream {
    private final String prompt;
    private final TokenStream continuation;
    private boolean isGiven;

    Echo(String prompt, TokenStream continuation) {
        this.prompt = prompt;
        this.continuation = continuation;
    }

    @Override
    public Piece next() throws InterruptedException {
        if (!isGiven) {
            isGiven = true;
            return new Piece.Text(prompt, List.of());
        }
        return switch (continuation.next()) {
            case Piece.Text(String text, var logprobs) -> new Piece.Text(text, moved(logprobs));
            case Piece.Reasoning(String text, var logprobs) -> new Piece.Reasoning(text, moved(logprobs));
            case Piece.Call call -> call;
            case Piece.End end -> end;
        };
    }

    private List<TokenLogprob> moved(List<TokenLogprob> logprobs) {
        return logprobs.stream()
                .map(token -> new TokenLogprob(prompt.length() + token.offset(), token.chosen(), token.top()))
                .toList();
    }

    @Override
    public int generatedTokens() {
        return continuation.generatedTokens();
    }

    @Override
    public int reasoningTokens() {
        return continuation.reasoningTokens();
    }

    @Override
    public int cachedTokens() {
        return continuation.cachedTokens();
    }

    @Override
    public long computedNanos() {
        return continuation.computedNanos();
    }

    @Override
    public Timeline timeline() {
        return continuation.timeline();
    }

    @Override
    public Optional<String> stopText() {
        return continuation.stopText();
    }

    @Override
    public void cancel() {
        continuation.cancel();
    }
}
