package dev.freehold.registry.source;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Signs what a storage is asked; nothing of it goes to a server that it redirects to. Without keys, everybody asks. */
record S3Login(
        URI endpoint,
        String region,
        Optional<String> keyId,
        Secret secretKey,
        Secret session,
        InstantSource clock,
        Web web)
        implements Web {
    private static final int HTTPS = 443;
    private static final int HTTP = 80;

    @Override
    public Answer get(URI address, Headers headers) throws IOException {
        return web.get(address, (request, at) -> {
            headers.addTo(request, at);
            if (AllowedHosts.shown(at).equals(AllowedHosts.shown(endpoint))) {
                sign(request, at);
            }
        });
    }

    private void sign(HttpRequest.Builder request, URI address) throws IOException {
        Optional<String> secret = secretKey.read();
        if (keyId.isEmpty() || secret.isEmpty()) {
            return;
        }
        Instant now = clock.instant();
        Map<String, String> signed =
                new TreeMap<>(Map.of("x-amz-content-sha256", AwsSignature.EMPTY, "x-amz-date", AwsSignature.time(now)));
        session.read().ifPresent(token -> signed.put("x-amz-security-token", token));
        signed.forEach(request::header);
        signed.put("host", host(address));
        request.header(
                "Authorization", new AwsSignature(keyId.get(), secret.get(), region, "s3").of(address, signed, now));
    }

    /** As the client writes it into the request. */
    private static String host(URI address) {
        boolean isUsual =
                address.getPort() < 0 || address.getPort() == ("http".equals(address.getScheme()) ? HTTP : HTTPS);
        String name = address.getHost();
        return isUsual ? name : name + ":" + address.getPort();
    }
}
