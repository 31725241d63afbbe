package dev.freehold.auth;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * How an API key is written: {@code fh_live_<id:10>_<secret:43><checksum:6>}, all in base 62. The secret carries 256 bits;
 * the checksum is the CRC-32 of everything before it, so that a mistyped key is refused without a look-up and scanners for
 * leaked keys have no false alarms.
 */
final class ApiKeyFormat {
    static final String PREFIX = "fh_live_";

    private static final String DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final int ID_LENGTH = 10;
    private static final int SECRET_LENGTH = 43;
    private static final int CHECKSUM_LENGTH = 6;
    private static final Pattern SHAPE = Pattern.compile("(" + PREFIX + "([0-9A-Za-z]{" + ID_LENGTH + "})_([0-9A-Za-z]{"
            + SECRET_LENGTH + "}))([0-9A-Za-z]{" + CHECKSUM_LENGTH + "})");

    /** A well-formed key, taken apart. */
    record Parts(String id, String secret) {
        @Override
        public String toString() {
            return PREFIX + id + "_…";
        }
    }

    private ApiKeyFormat() {}

    static Parts mint(SecureRandom random) {
        return new Parts(digits(random, ID_LENGTH), digits(random, SECRET_LENGTH));
    }

    static String write(Parts parts) {
        String body = PREFIX + parts.id() + "_" + parts.secret();
        return body + checksum(body);
    }

    /** Empty when it is not a key or when the checksum does not fit. */
    static Optional<Parts> read(String presented) {
        Matcher matcher = SHAPE.matcher(presented);
        if (!matcher.matches() || !same(checksum(matcher.group(1)), matcher.group(4))) {
            return Optional.empty();
        }
        return Optional.of(new Parts(matcher.group(2), matcher.group(3)));
    }

    static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(US_ASCII));
        long rest = crc.getValue();
        char[] written = new char[CHECKSUM_LENGTH];
        for (int i = written.length - 1; i >= 0; i--) {
            written[i] = DIGITS.charAt((int) (rest % DIGITS.length()));
            rest /= DIGITS.length();
        }
        return new String(written);
    }

    private static boolean same(String expected, String actual) {
        return MessageDigest.isEqual(expected.getBytes(US_ASCII), actual.getBytes(US_ASCII));
    }

    private static String digits(SecureRandom random, int length) {
        StringBuilder text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(DIGITS.charAt(random.nextInt(DIGITS.length())));
        }
        return text.toString();
    }
}
