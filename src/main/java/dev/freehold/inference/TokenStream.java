package dev.freehold.inference;

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

    /** Tokens of the prompt that need not be computed, as an earlier prompt began with them; final once there is a piece. */
    int cachedTokens();

    /** Stops the generation within one step; a reader that waits is woken. Harmless when it already ended. */
    void cancel();

    /** The same as {@link #cancel()}: a stream that is no longer read need not be written. */
    @Override
    default void close() {
        cancel();
    }

    /** What a generation gives out. */
    sealed interface Piece {
        /** Whole characters, never half of one; not empty. */
        record Text(String text) implements Piece {}

        /** The last piece. */
        record End(FinishReason reason) implements Piece {}
    }

    /** Why a generation ended by itself. */
    enum FinishReason {
        /** The model said it is done, or a stop text came up. */
        STOP,
        /** As many tokens as were asked for, or the context is full. */
        LENGTH
    }
}
