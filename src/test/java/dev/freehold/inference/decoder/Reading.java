package dev.freehold.inference.decoder;

import dev.freehold.inference.TokenStream;
import dev.freehold.inference.TokenStream.FinishReason;

/** A generation read to its end. */
public record Reading(String text, int tokens, FinishReason reason) {

    static Reading of(TokenStream stream) {
        StringBuilder text = new StringBuilder();
        try {
            while (true) {
                switch (stream.next()) {
                    case TokenStream.Piece.Text(String piece, var _) -> text.append(piece);
                    case TokenStream.Piece.Reasoning(String piece, var _) ->
                        throw new AssertionError("thought " + piece);
                    case TokenStream.Piece.Call call -> throw new AssertionError("called " + call);
                    case TokenStream.Piece.End(FinishReason reason) -> {
                        return new Reading(text.toString(), stream.generatedTokens(), reason);
                    }
                }
            }
        } catch (InterruptedException interrupted) {
            throw new AssertionError(interrupted);
        }
    }
}
