package dev.freehold.registry.source;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Text as RFC 3986 wants it in an address, which is also what AWS signs. */
final class PercentEncoding {
    private static final String UNRESERVED = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~";

    private PercentEncoding() {}

    /** A path, whose slashes stay. */
    static String path(String text) {
        return encoded(text, UNRESERVED + "/");
    }

    /** A name or a value. */
    static String text(String text) {
        return encoded(text, UNRESERVED);
    }

    private static String encoded(String text, String kept) {
        StringBuilder encoded = new StringBuilder();
        for (byte octet : text.getBytes(StandardCharsets.UTF_8)) {
            char character = (char) (octet & 0xFF);
            if (kept.indexOf(character) >= 0) {
                encoded.append(character);
            } else {
                encoded.append(String.format(Locale.ROOT, "%%%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
