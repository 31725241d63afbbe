package dev.freehold.subject;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Base64;
import java.util.HexFormat;

/** Wraps the keys of subjects and finds them; each purpose has a key of its own, derived from this one. */
final class MasterKey {
    private static final String WRAP = "freehold/subject/wrap/v1";
    private static final String FIND = "freehold/subject/find/v1";
    private static final String MARK = "freehold/subject/mark/v1";

    private final DataKey key;

    private MasterKey(DataKey key) {
        this.key = key;
    }

    static String mint() {
        return Base64.getEncoder().encodeToString(DataKey.random().bytes());
    }

    static MasterKey parse(String base64, String from) {
        try {
            return new MasterKey(new DataKey(Base64.getDecoder().decode(base64.strip())));
        } catch (IllegalArgumentException e) {
            throw new UnusableKeyException(from + " must be " + DataKey.LENGTH
                    + " random bytes in base64, as `openssl rand -base64 32` gives");
        }
    }

    /** What only this key gives. */
    String mark() {
        return HexFormat.of().formatHex(key.authenticate(MARK, new byte[0]));
    }

    /** By which the subject of an identity is found; without the key nobody can tell whose it is. */
    String finder(String tenant, String identity) {
        return HexFormat.of().formatHex(key.authenticate(FIND, (tenant + "\0" + identity).getBytes(UTF_8)));
    }

    byte[] wrap(DataKey secret, String subject, String epoch) {
        return key.wrap(WRAP, secret.bytes(), bound(subject, epoch));
    }

    DataKey unwrap(byte[] wrapped, String subject, String epoch) {
        return new DataKey(key.unwrap(WRAP, wrapped, bound(subject, epoch)));
    }

    private static byte[] bound(String subject, String epoch) {
        return (subject + "|" + epoch).getBytes(UTF_8);
    }

    /** Says nothing of the key. */
    @Override
    public String toString() {
        return "MasterKey";
    }
}
