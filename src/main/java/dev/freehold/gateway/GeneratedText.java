package dev.freehold.gateway;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.Usage;
import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.FinishReason;
import dev.freehold.inference.TokenStream.Piece;
import java.util.Locale;

/**
 * An answer that is being written. It gives out nothing before the admission is durable, and its end only after the books are
 * closed and durable. Read by one thread; may be closed by any.
 */
public final class GeneratedText implements AutoCloseable {
    private final Permit permit;
    private final TokenStream stream;
    private final int promptTokens;

    GeneratedText(Permit permit, TokenStream stream, int promptTokens) {
        this.permit = permit;
        this.stream = stream;
        this.promptTokens = promptTokens;
    }

    /**
     * Waits for the next piece; after {@link Piece.End} there is none.
     *
     * @throws Fault when the call failed; its books are closed then
     */
    public Piece next() {
        try {
            permit.awaitAdmission();
            Piece piece = stream.next();
            if (piece instanceof Piece.End(FinishReason reason)) {
                permit.settle(usage(), reason.name().toLowerCase(Locale.ROOT));
            }
            return piece;
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw abort(new Fault(FaultCode.CANCELLED, "The request was interrupted.").causedBy(interrupted));
        } catch (Fault fault) {
            throw abort(fault);
        } catch (RuntimeException failed) {
            throw abort(new Fault(FaultCode.INTERNAL, "The generation failed.").causedBy(failed));
        }
    }

    /** The whole text, when nobody waits for its pieces. */
    public Whole readAll() {
        StringBuilder text = new StringBuilder();
        while (true) {
            switch (next()) {
                case Piece.Text(String part) -> text.append(part);
                case Piece.End(FinishReason reason) -> {
                    return new Whole(text.toString(), reason);
                }
            }
        }
    }

    /** Tokens used so far. */
    public Usage usage() {
        return new Usage(promptTokens, stream.generatedTokens());
    }

    /** Ends the generation when it still runs, charges what was generated and records that the caller went away. */
    @Override
    public void close() {
        stream.cancel();
        permit.abort(usage(), FaultCode.CANCELLED);
    }

    /** A failure of ours costs the caller nothing; a caller who left pays for what was generated. */
    private Fault abort(Fault fault) {
        stream.cancel();
        permit.abort(fault.code() == FaultCode.CANCELLED ? usage() : Usage.NONE, fault.code());
        return fault;
    }

    /** An answer in one piece. */
    public record Whole(String text, FinishReason reason) {}
}
