package dev.freehold.gateway;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.ModelId;
import dev.freehold.core.RequestId;
import dev.freehold.core.Role;
import dev.freehold.inference.TokenStream;
import dev.freehold.payload.Transcript;
import dev.freehold.quota.Charge;
import dev.freehold.quota.Need;
import dev.freehold.telemetry.DeclaredPower;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** An answer made of these pieces, for tests of protocols; its prompt has ten tokens, four of them cached. */
public final class GivenAnswer {
    private GivenAnswer() {}

    /** Fails after the pieces when they have no end. */
    public static GeneratedText of(Optional<String> stopText, TokenStream.Piece... pieces) {
        Caller caller = new Caller(
                "key:test", Caller.Credential.API_KEY, "default", "default", Set.of(Role.INFERENCE), Set.of());
        Charge charge = new Charge(
                caller,
                RequestId.random(),
                "messages",
                "/v1/messages",
                new ModelId("given"),
                "sha256:0",
                Transcript.NONE);
        var reservation = new CountingLedger(new ControlledAuditLog()).reserve(charge, Need.exactly(10, 20));
        Permit permit = new Permit(
                new Call(caller, charge.request(), charge.action(), charge.route()),
                charge,
                reservation,
                new Permit.Attendants(
                        new CallMeters(new SimpleMeterRegistry(), () -> 1),
                        Transcript.NONE,
                        new Consumption(DeclaredPower.NONE.meter(), Transcript.NONE)),
                System.nanoTime());
        return new GeneratedText(permit, new Choices(List.of(new Pieces(pieces, stopText))), 10, () -> {});
    }

    private static final class Pieces implements TokenStream {
        private final Queue<Piece> pieces;
        private final Optional<String> stopText;
        private int given;

        Pieces(Piece[] pieces, Optional<String> stopText) {
            this.pieces = new ArrayDeque<>(List.of(pieces));
            this.stopText = stopText;
        }

        @Override
        public Piece next() {
            Piece piece = pieces.poll();
            if (piece == null) {
                throw new Fault(FaultCode.OVERLOADED, "it broke off");
            }
            given++;
            return piece;
        }

        @Override
        public int generatedTokens() {
            return given;
        }

        @Override
        public int reasoningTokens() {
            return 1;
        }

        @Override
        public int cachedTokens() {
            return 4;
        }

        @Override
        public Optional<String> stopText() {
            return stopText;
        }

        @Override
        public void cancel() {}
    }
}
