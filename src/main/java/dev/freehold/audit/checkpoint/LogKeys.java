package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.tlog.SigningKey;
import dev.freehold.tlog.VerifierKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Who signs this log: its name, its key, and for a day after a rotation the key before. */
final class LogKeys {
    private static final Duration BOTH_SIGN = Duration.ofDays(1);
    private static final String KEY_FILE = "freehold.audit.checkpoint.key-file";

    private final CheckpointConfig config;
    private final SignedHeads heads;
    private final KeyFiles files;
    private final AuditLog audit;

    LogKeys(CheckpointConfig config, SignedHeads heads, KeyFiles files, AuditLog audit) {
        this.config = config;
        this.heads = heads;
        this.files = files;
        this.audit = audit;
    }

    /** Keys that may sign. */
    record Signing(SigningKey key, Optional<SigningKey> before, Instant since) {
        List<SigningKey> at(Instant now) {
            return before.isPresent() && now.isBefore(since.plus(BOTH_SIGN))
                    ? List.of(key, before.get())
                    : List.of(key);
        }
    }

    /**
     * Finds the key, makes it at the first start, or changes to it and records that.
     *
     * @throws UnusableSigningKeyException when it is not the one that signs this log
     */
    Signing open() {
        List<VerifierKey> known = heads.keys();
        String origin = known.isEmpty() ? config.origin().orElseGet(LogKeys::newOrigin) : sameOrigin(known);
        Optional<SigningKey> before = config.previousKeyFile().map(file -> KeyFiles.read(file, origin));
        SigningKey key = key(origin, known, before);
        Optional<VerifierKey> last = known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
        if (!last.equals(Optional.of(key.verifier()))) {
            take(last, before.map(SigningKey::verifier), key.verifier());
        }
        return new Signing(key, before, heads.lastKeySince());
    }

    private String sameOrigin(List<VerifierKey> known) {
        String origin = known.getLast().name();
        if (config.origin().filter(wanted -> !wanted.equals(origin)).isPresent()) {
            throw new UnusableSigningKeyException("The audit log's name is " + origin
                    + " and cannot change; set freehold.audit.checkpoint.origin to it," + " or to nothing.");
        }
        return origin;
    }

    private static String newOrigin() {
        byte[] random = new byte[8];
        new SecureRandom().nextBytes(random);
        return "freehold/" + HexFormat.of().formatHex(random);
    }

    private SigningKey key(String origin, List<VerifierKey> known, Optional<SigningKey> before) {
        if (config.keyFile().isPresent()) {
            return KeyFiles.read(config.keyFile().get(), origin);
        }
        return files.read(origin).orElseGet(() -> {
            if (!known.isEmpty() && before.isEmpty()) {
                throw new UnusableSigningKeyException("The key that signs the audit log is not in " + files.own()
                        + ". Bring it back, or name it in " + KEY_FILE + "; replicas need the same one.");
            }
            return files.make(origin);
        });
    }

    private void take(Optional<VerifierKey> last, Optional<VerifierKey> before, VerifierKey key) {
        if (last.isPresent() && !last.equals(before)) {
            throw new UnusableSigningKeyException("The audit log is signed by " + last.get() + ", and the key here is "
                    + key + ". Replicas need the same key in " + KEY_FILE
                    + "; to change it, name the old one in freehold.audit.checkpoint.previous-key-file.");
        }
        last.ifPresent(old -> audit.record(AuditEntry.of(Kind.LIFECYCLE, "key-rotate")
                .target(key.toString())
                .change("previous=" + old)
                .build()));
        if (!heads.addKey(last, key)) {
            throw new UnusableSigningKeyException(
                    "Another replica has taken another key for the audit log at this moment; replicas need the same one in "
                            + KEY_FILE + ".");
        }
    }
}
