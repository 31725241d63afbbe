package dev.freehold.payload;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Sealed;
import dev.freehold.audit.EntryJson;
import dev.freehold.subject.DataKey;
import dev.freehold.subject.SealBrokenException;
import dev.freehold.subject.SingleUseKey;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.HexFormat;
import java.util.Objects;

/**
 * A sealed payload and what its entry says of it. Each has a key of its own, derived from the subject's key of the month, the
 * request and the stage; it is bound to all else that the entry says.
 */
final class Envelope {
    private static final String ALGORITHM = "A256GCM-HKDF";
    private static final String PURPOSE = "freehold/payload/v1/";
    private static final String HASH = "sha256:";
    private static final String COMMITMENT = "hmac:";
    private static final String REFERENCE = "blob:";

    private final byte[] bytes;
    private final Sealed sealed;

    private Envelope(byte[] bytes, Sealed sealed) {
        this.bytes = bytes;
        this.sealed = sealed;
    }

    /** The month of a time, as keys are named. */
    static String month(Instant at) {
        return YearMonth.from(at.atZone(ZoneOffset.UTC)).toString();
    }

    /** Seals the payload of an entry; {@code entry} MUST have a request, and MUST NOT be changed afterwards. */
    static Envelope seal(DataKey key, AuditEntry entry, byte[] payload, String month) {
        SingleUseKey once = once(key, entry);
        byte[] bytes = once.seal(payload, bound(entry));
        String hash = hash(bytes);
        return new Envelope(
                bytes,
                new Sealed(
                        ALGORITHM,
                        HASH + hash,
                        COMMITMENT + HexFormat.of().formatHex(once.commitment()),
                        bytes.length,
                        REFERENCE + hash,
                        month));
    }

    /** Where the entry's payload lies. */
    static String name(Sealed sealed) {
        return sealed.reference().substring(REFERENCE.length());
    }

    /** Is this what the entry says, down to the last bit? */
    static boolean isProvenBy(Sealed sealed, byte[] bytes) {
        return sealed.algorithm().equals(ALGORITHM)
                && sealed.length() == bytes.length
                && sealed.ciphertext().equals(HASH + hash(bytes));
    }

    /**
     * Opens the payload of an entry.
     *
     * @throws SealBrokenException when it does not belong to it
     */
    static byte[] open(DataKey key, AuditEntry entry, Sealed sealed, byte[] bytes) {
        SingleUseKey once = once(key, entry);
        String commitment = COMMITMENT + HexFormat.of().formatHex(once.commitment());
        if (!MessageDigest.isEqual(
                commitment.getBytes(UTF_8), sealed.commitment().getBytes(UTF_8))) {
            throw new SealBrokenException();
        }
        return once.open(bytes, bound(entry));
    }

    byte[] bytes() {
        return bytes;
    }

    Sealed sealed() {
        return sealed;
    }

    String name() {
        return name(sealed);
    }

    private static SingleUseKey once(DataKey key, AuditEntry entry) {
        String request = Objects.requireNonNull(entry.request()).value();
        return key.derive(request.getBytes(UTF_8), PURPOSE + entry.kind().wireName());
    }

    /** The entry's line without what is said of the payload. */
    private static byte[] bound(AuditEntry entry) {
        return EntryJson.write(entry.with(entry.subject(), null)).getBytes(UTF_8);
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
