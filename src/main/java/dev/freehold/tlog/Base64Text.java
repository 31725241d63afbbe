package dev.freehold.tlog;

import java.util.Base64;

/** Base64 in its one canonical spelling: what decodes here encodes to the same text. */
final class Base64Text {
    private Base64Text() {}

    static String encode(byte[] bytes) {
        return Base64.getEncoder().encodeToString(bytes);
    }

    static byte[] decode(String text) {
        try {
            byte[] bytes = Base64.getDecoder().decode(text);
            if (encode(bytes).equals(text)) {
                return bytes;
            }
        } catch (IllegalArgumentException notBase64) {
            // Answered as a second spelling is.
        }
        throw new MalformedException("not canonical base64");
    }
}
