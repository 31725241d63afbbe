package dev.freehold.auth;

import dev.freehold.core.Caller;
import dev.freehold.core.Fault;
import dev.freehold.store.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Recognises keys. A key that was just seen is remembered for five seconds, so that a busy caller costs no look-ups, and one whose
 * id is unknown for as long, so that neither does somebody who tries a wrong one again and again.
 */
final class KeyVerifier {
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private final Database database;
    private final InstantSource clock;
    private final Verdicts<Fingerprint, Identified> known;
    private final Verdicts<String, Boolean> unknown;

    /** What a look-up found, and until when it holds. */
    private record Found(Identified identified, Instant until) {}

    KeyVerifier(Database database, InstantSource clock) {
        this.database = database;
        this.clock = clock;
        this.known = new Verdicts<>(REMEMBERED, clock);
        this.unknown = new Verdicts<>(REMEMBERED, clock);
    }

    Optional<Identified> remembered(String presented) {
        return known.of(Fingerprint.of(presented));
    }

    Optional<Identified> remembered(KeyProof proof) {
        return known.of(proof.fingerprint());
    }

    Identified verify(KeyProof proof) {
        Fingerprint whole = proof.fingerprint();
        return known.of(whole).orElseGet(() -> lookUp(proof, whole));
    }

    Identified verify(String presented) {
        ApiKeyFormat.Parts parts = ApiKeyFormat.read(presented)
                .orElseThrow(() -> Refusal.of("This is not an API key of this gateway: a key looks like "
                        + "fh_live_… and ends in a checksum. Was it copied in full?"));
        Fingerprint whole = Fingerprint.of(presented);
        return known.of(whole).orElseGet(() -> lookUp(KeyProof.of(parts), whole));
    }

    /** To be called after every change. */
    void forget() {
        known.forgetAll();
        unknown.forgetAll();
    }

    private Identified lookUp(KeyProof proof, Fingerprint whole) {
        if (unknown.of(proof.id()).isPresent()) {
            throw notKnown();
        }
        long epoch = known.epoch();
        long unknownEpoch = unknown.epoch();
        Optional<Found> found = database.read(connection -> {
            Optional<ApiKeyRows.Row> row = ApiKeyRows.find(connection, proof.id());
            if (row.isEmpty()) {
                return Optional.<Found>empty();
            }
            Instant until = check(row.get(), proof.secret());
            Caller worth = KeyLineage.worth(connection, row.get().key());
            return Optional.of(new Found(new Identified(worth, row.get().key().networks()), until));
        });
        if (found.isEmpty()) {
            unknown.remember(proof.id(), true, Instant.MAX, unknownEpoch);
            throw notKnown();
        }
        known.remember(whole, found.get().identified(), found.get().until(), epoch);
        return found.get().identified();
    }

    /** Until when the secret is good, or a {@link Fault} that tells more only to who knows it. */
    private Instant check(ApiKeyRows.Row row, Fingerprint secret) {
        ApiKey key = row.key();
        Instant end = switch (row.secrets().match(secret)) {
            case NONE -> throw notKnown();
            case PRESENT -> key.expiry().orElse(Instant.MAX);
            case PREVIOUS -> key.previousEndsAt() == null ? Instant.MIN : key.previousEndsAt();
        };
        if (key.revokedAt() != null) {
            throw Refusal.of("This API key was revoked.");
        }
        if (!clock.instant().isBefore(end)) {
            throw Refusal.of(
                    end.equals(key.expiresAt())
                            ? "This API key expired at " + end + "."
                            : "This API key was rotated, and this secret of it ended at " + end + ".");
        }
        return end;
    }

    private static Fault notKnown() {
        return Refusal.of("This API key is not known here.");
    }
}
