package dev.freehold.registry.source;

import com.sun.net.httpserver.HttpExchange;
import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** A registry that speaks OCI's distribution protocol and wants a token, and the server that gives it out for a name and a password. */
public final class OciStandIn implements Closeable {
    public static final String REPOSITORY = "models/tiny";
    private static final String TOKEN = "token-1";

    private final WebStandIn registry;
    private final WebStandIn tokens;
    private final Map<String, byte[]> files = new LinkedHashMap<>();
    private final Map<String, String> types = new LinkedHashMap<>();

    private OciStandIn(WebStandIn registry, WebStandIn tokens) {
        this.registry = registry;
        this.tokens = tokens;
    }

    public static OciStandIn start() throws IOException {
        OciStandIn standIn = new OciStandIn(WebStandIn.start(), WebStandIn.start());
        standIn.registry.guard(standIn::wantsToken);
        standIn.tokens.guard(OciStandIn::wantsPassword);
        standIn.tokens.put(
                "/token?scope=repository%3Amodels%2Ftiny%3Apull&service=registry.example",
                "{\"token\": \"" + TOKEN + "\"}");
        return standIn;
    }

    private boolean wantsToken(HttpExchange exchange) throws IOException {
        if (("Bearer " + TOKEN).equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        exchange.getResponseHeaders()
                .set(
                        "WWW-Authenticate",
                        "Bearer realm=\"%s/token\",service=\"registry.example\",scope=\"repository:%s:pull\""
                                .formatted(tokens.address(), REPOSITORY));
        exchange.sendResponseHeaders(401, -1);
        return false;
    }

    private static boolean wantsPassword(HttpExchange exchange) throws IOException {
        String right = "Basic " + Base64.getEncoder().encodeToString("me:secret".getBytes(StandardCharsets.UTF_8));
        if (right.equals(exchange.getRequestHeaders().getFirst("Authorization"))) {
            return true;
        }
        exchange.sendResponseHeaders(401, -1);
        return false;
    }

    public WebStandIn registry() {
        return registry;
    }

    public WebStandIn tokens() {
        return tokens;
    }

    public String host() {
        return registry.address().substring("http://".length());
    }

    public OciStandIn put(String path, byte[] bytes, String type) {
        files.put(path, bytes);
        types.put(path, type);
        return this;
    }

    /** Where the bytes of a layer come from. */
    public static String blobTarget(byte[] bytes) {
        return "/v2/" + REPOSITORY + "/blobs/sha256:" + WebStandIn.hex("SHA-256", bytes);
    }

    /** Tags a manifest whose layers carry their paths in this annotation. */
    public String push(String tag, String annotation) {
        String layers = files.entrySet().stream()
                .map(file ->
                        "{\"mediaType\": \"%s\", \"digest\": \"sha256:%s\", \"size\": %d, \"annotations\": {\"%s\": \"%s\"}}"
                                .formatted(
                                        types.get(file.getKey()),
                                        WebStandIn.hex("SHA-256", file.getValue()),
                                        file.getValue().length,
                                        annotation,
                                        file.getKey()))
                .collect(Collectors.joining(","));
        files.values().forEach(bytes -> registry.put(blobTarget(bytes), bytes));
        return tag(tag, "{\"schemaVersion\": 2, \"layers\": [%s]}".formatted(layers));
    }

    public String tag(String tag, String manifest) {
        byte[] bytes = manifest.getBytes(StandardCharsets.UTF_8);
        String digest = "sha256:" + WebStandIn.hex("SHA-256", bytes);
        registry.put("/v2/" + REPOSITORY + "/manifests/" + tag, bytes);
        registry.put("/v2/" + REPOSITORY + "/manifests/" + digest, bytes);
        return digest;
    }

    /** Settings that let both servers be asked, with an account. */
    public Settings allow(Settings settings, Optional<String> realm) {
        Settings known = settings.with("freehold.sources.allowed-hosts", registry.address() + "," + tokens.address())
                .with("freehold.sources.oci.\"" + host() + "\".username", "me")
                .with("freehold.sources.oci.\"" + host() + "\".password", "secret");
        return realm.isEmpty() ? known : known.with("freehold.sources.oci.\"" + host() + "\".realm", realm.get());
    }

    @Override
    public void close() {
        registry.close();
        tokens.close();
    }
}
