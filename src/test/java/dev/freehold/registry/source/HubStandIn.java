package dev.freehold.registry.source;

import java.io.Closeable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Speaks the Hugging Face Hub's protocol: small files come from the hub itself, large ones (all that end in {@code .onnx} or hold
 * {@code data} in their name) from a second server that it redirects to.
 */
public final class HubStandIn implements Closeable {
    public static final String REPOSITORY = "acme/tiny";

    private final WebStandIn hub;
    private final WebStandIn content;
    private final Map<String, byte[]> files = new TreeMap<>();

    private HubStandIn(WebStandIn hub, WebStandIn content) {
        this.hub = hub;
        this.content = content;
    }

    public static HubStandIn start() throws IOException {
        return new HubStandIn(WebStandIn.start(), WebStandIn.start());
    }

    public WebStandIn hub() {
        return hub;
    }

    public WebStandIn content() {
        return content;
    }

    public HubStandIn put(String path, byte[] bytes) {
        files.put(path, bytes);
        return this;
    }

    public HubStandIn put(String path, String text) {
        return put(path, text.getBytes(StandardCharsets.UTF_8));
    }

    public HubStandIn remove(String path) {
        files.remove(path);
        return this;
    }

    /** Where the bytes of a large file come from. */
    public String contentTarget(String path) {
        return "/objects/" + path + "?signature=secret";
    }

    /** Where the hub answers for a file. */
    public String resolveTarget(String commit, String path) {
        return "/" + REPOSITORY + "/resolve/" + commit + "/" + path;
    }

    /** Makes a commit of all files, to which the revision leads from now on. */
    public String commit(String revision) {
        String commit = WebStandIn.hex(
                "SHA-1",
                files.toString().getBytes(StandardCharsets.UTF_8),
                listing().getBytes(StandardCharsets.UTF_8));
        hub.put(
                "/api/models/" + REPOSITORY + "/revision/" + revision + "?blobs=true",
                "{\"id\": \"%s\", \"sha\": \"%s\", \"siblings\": [%s]}".formatted(REPOSITORY, commit, listing()));
        files.forEach((path, bytes) -> {
            if (isLarge(path)) {
                hub.redirect(resolveTarget(commit, path), content.address() + contentTarget(path));
                content.put(contentTarget(path), bytes);
            } else {
                hub.put(resolveTarget(commit, path), bytes);
            }
        });
        return commit;
    }

    private static boolean isLarge(String path) {
        return path.endsWith(".onnx") || path.contains("data");
    }

    private String listing() {
        return files.entrySet().stream()
                .map(file -> entry(file.getKey(), file.getValue()))
                .collect(Collectors.joining(", "));
    }

    private static String entry(String path, byte[] bytes) {
        byte[] header = ("blob " + bytes.length + "\0").getBytes(StandardCharsets.US_ASCII);
        String large = isLarge(path)
                ? ", \"lfs\": {\"sha256\": \"%s\", \"size\": %d, \"pointerSize\": 130}"
                        .formatted(WebStandIn.hex("SHA-256", bytes), bytes.length)
                : "";
        return "{\"rfilename\": \"%s\", \"size\": %d, \"blobId\": \"%s\"%s}"
                .formatted(path, bytes.length, WebStandIn.hex("SHA-1", header, bytes), large);
    }

    /** Settings that let both servers be asked. */
    public Settings allow(Settings settings) {
        return settings.with("freehold.sources.hf.endpoint", hub.address())
                .with("freehold.sources.allowed-hosts", hub.address() + "," + content.address());
    }

    @Override
    public void close() {
        hub.close();
        content.close();
    }
}
