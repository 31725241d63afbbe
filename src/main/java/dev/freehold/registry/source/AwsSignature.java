package dev.freehold.registry.source;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** AWS Signature Version 4 for requests without a body, in a header. */
record AwsSignature(String keyId, String secretKey, String region, String service) {
    /** The SHA-256 of nothing. */
    static final String EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);

    static String time(Instant now) {
        return TIME.format(now);
    }

    /**
     * The value of {@code Authorization} for a GET.
     *
     * @param address with path and query as they are sent, and its query sorted by name
     * @param headers all that are signed, {@code host} and {@code x-amz-date} among them
     */
    String of(URI address, Map<String, String> headers, Instant now) {
        SortedMap<String, String> sorted = new TreeMap<>();
        headers.forEach((name, value) -> sorted.put(name.toLowerCase(Locale.ROOT), value.strip()));
        String names = String.join(";", sorted.keySet());
        String canonical = String.join(
                "\n",
                "GET",
                address.getRawPath().isEmpty() ? "/" : address.getRawPath(),
                query(address),
                sorted.entrySet().stream()
                        .map(header -> header.getKey() + ":" + header.getValue() + "\n")
                        .collect(Collectors.joining()),
                names,
                EMPTY);
        String day = time(now).substring(0, "yyyyMMdd".length());
        String scope = "%s/%s/%s/aws4_request".formatted(day, region, service);
        String toSign = String.join("\n", "AWS4-HMAC-SHA256", time(now), scope, sha256(canonical));
        return "AWS4-HMAC-SHA256 Credential=%s/%s,SignedHeaders=%s,Signature=%s"
                .formatted(keyId, scope, names, HexFormat.of().formatHex(hmac(key(day), toSign)));
    }

    /** A name without a value is signed with an empty one. */
    private static String query(URI address) {
        String query = address.getRawQuery();
        return query == null
                ? ""
                : Arrays.stream(query.split("&", -1))
                        .map(part -> part.contains("=") ? part : part + "=")
                        .sorted()
                        .collect(Collectors.joining("&"));
    }

    private byte[] key(String day) {
        byte[] key = ("AWS4" + secretKey).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(key, part);
        }
        return key;
    }

    private static byte[] hmac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has HmacSHA256", missing);
        }
    }

    private static String sha256(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** Without the secret. */
    @Override
    public String toString() {
        return "AwsSignature[" + keyId + ", " + region + ", " + service + "]";
    }
}
