package dev.freehold.audit.index;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditFacets.Facet;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.EnumMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All that many entries have in common: what is counted and what text is looked for in. A busy log has millions of entries and a few
 * thousand shapes.
 *
 * @param digest names the shape
 * @param searchable see {@link AuditCriteria#searchable}
 */
record Shape(String digest, Map<Facet, String> values, String searchable) {
    private static final String ABSENT = "-";
    private static final String PRESENT = "=";

    static Shape of(AuditEntry entry) {
        Map<Facet, String> values = new EnumMap<>(Facet.class);
        StringBuilder named = new StringBuilder();
        for (Facet facet : Facet.values()) {
            String value = storable(facet.of(entry));
            named.append(value == null ? ABSENT : PRESENT + value).append('\0');
            if (value != null) {
                values.put(facet, value);
            }
        }
        String searchable = searchable(entry);
        return new Shape(digest(named.append(searchable).toString()), values, searchable);
    }

    private static String searchable(AuditEntry entry) {
        String text = storable(AuditCriteria.searchable(entry));
        return text == null ? "" : text;
    }

    /** PostgreSQL has no text with a zero character; whatever is found by its stand-in is compared with the entry itself. */
    static @Nullable String storable(@Nullable String text) {
        return text == null ? null : text.replace('\0', '\uFFFD');
    }

    /** A number to look a request id up by; another request may have the same. */
    static long number(String request) {
        return ByteBuffer.wrap(sha256(request)).getLong();
    }

    private static String digest(String text) {
        return HexFormat.of().formatHex(sha256(text), 0, 16);
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
