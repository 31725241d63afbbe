package dev.freehold.registry.source;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** A storage that speaks S3: lists two objects a page, and works out each request's signature anew from what came over the wire. */
public final class S3StandIn implements Closeable {
    public static final String BUCKET = "models";
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY";

    private final WebStandIn web;
    private final Map<String, byte[]> objects = new TreeMap<>();

    private S3StandIn(WebStandIn web) {
        this.web = web;
    }

    public static S3StandIn start() throws IOException {
        S3StandIn standIn = new S3StandIn(WebStandIn.start());
        standIn.web.guard(standIn::admits);
        return standIn;
    }

    public WebStandIn web() {
        return web;
    }

    public S3StandIn put(String key, byte[] bytes) {
        objects.put(key, bytes);
        return this;
    }

    public static String target(String key) {
        return "/" + BUCKET + "/" + key.replace(" ", "%20");
    }

    private static String tag(byte[] bytes) {
        return "\"" + Integer.toHexString(Arrays.hashCode(bytes)) + "\"";
    }

    /** Lists the objects below a prefix from now on. */
    public void list(String prefix) {
        List<String> keys =
                objects.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
        String encoded = prefix.replace("/", "%2F").replace(" ", "%20");
        for (int from = 0; from < keys.size(); from += 2) {
            int until = Math.min(from + 2, keys.size());
            StringBuilder page = new StringBuilder("<?xml version=\"1.0\"?><ListBucketResult>");
            for (String key : keys.subList(from, until)) {
                byte[] object = object(key);
                page.append("<Contents><Key>%s</Key><ETag>%s</ETag><Size>%d</Size></Contents>"
                        .formatted(key, tag(object).replace("\"", "&quot;"), object.length));
            }
            if (until < keys.size()) {
                page.append("<NextContinuationToken>page/%d</NextContinuationToken>".formatted(until));
            }
            String token = from == 0 ? "" : "continuation-token=page%2F" + from + "&";
            web.put("/" + BUCKET + "?" + token + "list-type=2&prefix=" + encoded, page + "</ListBucketResult>");
        }
        keys.forEach(key -> web.put(target(key), object(key)));
    }

    private byte[] object(String key) {
        return Objects.requireNonNull(objects.get(key));
    }

    private boolean admits(HttpExchange exchange) throws IOException {
        String match = exchange.getRequestHeaders().getFirst("If-Match");
        String path = exchange.getRequestURI().getPath();
        byte[] object = objects.get(path.replaceFirst("^/" + BUCKET + "/?", ""));
        if (!isSigned(exchange)) {
            exchange.sendResponseHeaders(403, -1);
            return false;
        }
        if (object != null && match != null && !match.equals(tag(object))) {
            exchange.sendResponseHeaders(412, -1);
            return false;
        }
        return true;
    }

    private static boolean isSigned(HttpExchange exchange) {
        String authorization = String.valueOf(exchange.getRequestHeaders().getFirst("Authorization"));
        List<String> parts = List.of(authorization.split("[ ,=]+", -1));
        if (parts.size() != 7 || !parts.get(2).startsWith("AKIDEXAMPLE/")) {
            return false;
        }
        String[] scope = parts.get(2).split("/", -1);
        StringBuilder request = new StringBuilder(exchange.getRequestMethod())
                .append('\n')
                .append(exchange.getRequestURI().getRawPath())
                .append('\n');
        String query = exchange.getRequestURI().getRawQuery();
        List<String> parameters = new ArrayList<>(query == null ? List.of() : List.of(query.split("&", -1)));
        parameters.sort(null);
        request.append(String.join("&", parameters)).append('\n');
        for (String name : parts.get(4).split(";", -1)) {
            request.append(name)
                    .append(':')
                    .append(exchange.getRequestHeaders().getFirst(name))
                    .append('\n');
        }
        request.append('\n').append(parts.get(4)).append('\n');
        request.append(exchange.getRequestHeaders().getFirst("x-amz-content-sha256"));
        String text = "AWS4-HMAC-SHA256\n%s\n%s/%s/s3/aws4_request\n%s"
                .formatted(
                        exchange.getRequestHeaders().getFirst("x-amz-date"),
                        scope[1],
                        scope[2],
                        sha256(request.toString()));
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (int i = 1; i < scope.length; i++) {
            key = mac(key, scope[i]);
        }
        return HexFormat.of().formatHex(mac(key, text)).equals(parts.get(6));
    }

    private static byte[] mac(byte[] key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException(missing);
        }
    }

    private static String sha256(String text) {
        return WebStandIn.hex("SHA-256", text.getBytes(StandardCharsets.UTF_8));
    }

    public Settings allow(Settings settings) {
        return settings.with("freehold.sources.allowed-hosts", web.address())
                .with("freehold.sources.s3.endpoint", web.address())
                .with("freehold.sources.s3.region", "eu-central-1")
                .with("freehold.sources.s3.access-key-id", "AKIDEXAMPLE")
                .with("freehold.sources.s3.secret-access-key", SECRET);
    }

    @Override
    public void close() {
        web.close();
    }
}
