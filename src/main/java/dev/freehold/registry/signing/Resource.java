package dev.freehold.registry.signing;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;

/**
 * One signed file, or one stretch of it.
 *
 * @param name the path in the folder with {@code /} between its parts, followed by {@code :start:end} for a stretch
 * @param digest SHA-256, 64 lower-case hex digits
 */
record Resource(String name, String digest) {

    /** Of names, by code point, as the format sorts them; that is the order of their UTF-8 bytes. */
    static final Comparator<String> ORDER = (left, right) ->
            Arrays.compareUnsigned(left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));

    /** The digest that stands for all of them: SHA-256 over their digests, one after the other, in hexadecimal. */
    static String root(List<Resource> resources) {
        MessageDigest root = Sha256.start();
        resources.forEach(resource -> root.update(HexFormat.of().parseHex(resource.digest())));
        return HexFormat.of().formatHex(root.digest());
    }
}
