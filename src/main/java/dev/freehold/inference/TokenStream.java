package dev.freehold.inference;

import java.util.List;
import java.util.Optional;

/** The text of one generation as it is written. Read by one thread; may be cancelled by any. */
public interface TokenStream extends AutoCloseable {

    /**
     * Waits for the next piece. After {@link Piece.End} there is none.
     *
     * @throws dev.freehold.core.Fault {@code CANCELLED} after a cancellation, {@code SHUTTING_DOWN} when the model closed,
     *     {@code INTERNAL} when the run failed
     * @throws InterruptedException when the reading thread is interrupted; the generation goes on until cancelled
     */
    Piece next() throws InterruptedException;

    /** Tokens generated so far, the end-of-sequence token among them. */
    int generatedTokens();

    /** Those of them that were thoughts, the marks around the thoughts among them. */
    default int reasoningTokens() {
        return 0;
    }

    /** Tokens of the prompt that the model still knew from another call; certain once the first piece is there. */
    default int cachedTokens() {
        return 0;
    }

    /** The stop text that ended it; absent before the end, and when something else did. */
    default Optional<String> stopText() {
        return Optional.empty();
    }

    /** Its share of the time that the model computed, in nanoseconds: of each run, an even part for each text in it. */
    default long computedNanos() {
        return 0;
    }

    /** When it came where. */
    default Timeline timeline() {
        return Timeline.UNKNOWN;
    }

    /** Stops the generation within one step; a reader that waits is woken. Harmless when it already ended. */
    void cancel();

    /** The same as {@link #cancel()}: a stream that is no longer read need not be written. */
    @Override
    default void close() {
        cancel();
    }

    /** What a generation gives out. */
    sealed interface Piece {
        /**
         * Whole characters of the answer, never half of one.
         *
         * @param text not empty, unless tokens that stand for no text come with it
         * @param logprobs of the tokens that begin in this text, when they were asked for
         */
        record Text(String text, List<TokenLogprob> logprobs) implements Piece {}

        /** The same of what the model thinks before it answers; comes before any {@link Text}. */
        record Reasoning(String text, List<TokenLogprob> logprobs) implements Piece {}

        /**
         * A function is called. Calls are numbered from 0; one ends before the next begins, and text may come around them. Where
         * the generation ends inside a call, so does the call.
         */
        sealed interface Call extends Piece {
            int index();

            /** The first piece of a call. */
            record Begin(int index, String id, String name) implements Call {}

            /** More of its arguments, which together are JSON text. */
            record Arguments(int index, String fragment) implements Call {}

            /** The last piece of a call. */
            record End(int index) implements Call {}
        }

        /** The last piece. */
        record End(FinishReason reason) implements Piece {}
    }

    /** Why a generation ended by itself; of several texts, the last of these counts. */
    enum FinishReason {
        /** The model said it is done, or a stop text came up. */
        STOP,
        /** The same, and it called functions. */
        TOOL_CALLS,
        /** As many tokens as were asked for, or the context is full. */
        LENGTH
    }
}
