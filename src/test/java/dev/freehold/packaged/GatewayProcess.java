package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SigningKey;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The packaged gateway as its own process, started the way a user starts it. */
final class GatewayProcess implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration START = Duration.ofMinutes(2);

    private final Process process;
    private final Path home;
    private final Path output;
    private final Map<String, String> settings;
    private final int port;
    private final int managementPort;
    private final HttpClient client = HttpClient.newHttpClient();

    private GatewayProcess(
            Process process, Path home, Path output, Map<String, String> settings, int port, int managementPort) {
        this.process = process;
        this.home = home;
        this.output = output;
        this.settings = settings;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** Starts with the data folder {@code home/data} and with {@code home/user} as the user's own folder, and waits until ready. */
    static GatewayProcess start(Path home) throws IOException, InterruptedException {
        return start(home, List.of());
    }

    /** The same as one of several on a PostgreSQL. */
    static GatewayProcess start(Path home, Map<String, String> settings) throws IOException, InterruptedException {
        return start(home, List.of(), settings);
    }

    /** What replicas on one PostgreSQL have in common; their signing key lies in {@code folder}. */
    static Map<String, String> shared(String url, Path folder) throws IOException {
        Path key = folder.resolve("signing.pem");
        Files.writeString(key, SigningKey.generate("any", SignatureKind.LOG).pem());
        return Map.of("FREEHOLD_STORE_URL", url, "FREEHOLD_AUDIT_CHECKPOINT_KEY_FILE", key.toString());
    }

    /** The same under another program that watches it, for example {@code strace}. */
    static GatewayProcess start(Path home, List<String> watcher) throws IOException, InterruptedException {
        return start(home, watcher, Map.of());
    }

    private static GatewayProcess start(Path home, List<String> watcher, Map<String, String> settings)
            throws IOException, InterruptedException {
        return start(home, watcher, settings, freePort(), freePort());
    }

    /** Another process in the place of one that has ended, with its folder, its settings and its ports. */
    GatewayProcess again() throws IOException, InterruptedException {
        return start(home, List.of(), settings, port, managementPort);
    }

    private static GatewayProcess start(
            Path home, List<String> watcher, Map<String, String> settings, int port, int managementPort)
            throws IOException, InterruptedException {
        Path output = Files.createTempFile(home, "output", ".txt");
        ProcessBuilder builder = command(home).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.command().addAll(0, watcher);
        builder.environment().put("QUARKUS_HTTP_PORT", Integer.toString(port));
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        builder.environment().putAll(settings);
        GatewayProcess gateway = new GatewayProcess(builder.start(), home, output, settings, port, managementPort);
        try {
            gateway.awaitReady();
            return gateway;
        } catch (AssertionError | IOException | InterruptedException notReady) {
            gateway.process.destroyForcibly();
            throw notReady;
        }
    }

    static ProcessBuilder command(Path home, String... arguments) throws IOException {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(
                Stream.concat(Stream.of(java, "-jar", JAR.toAbsolutePath().toString()), Stream.of(arguments))
                        .toList()));
        Path user = Files.createDirectories(home.resolve("user"));
        builder.directory(user.toFile());
        builder.environment().put("HOME", user.toString());
        builder.environment().put("FREEHOLD_HOME", home.resolve("data").toString());
        return builder;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void awaitReady() throws IOException, InterruptedException {
        long deadline = System.nanoTime() + START.toNanos();
        while (System.nanoTime() < deadline) {
            assertTrue(process.isAlive(), () -> "the gateway ended: " + output());
            if (isReady()) {
                return;
            }
            Thread.sleep(50);
        }
        fail("not ready in time: " + output());
    }

    boolean isReady() throws InterruptedException {
        try {
            URI ready = URI.create("http://localhost:" + managementPort + "/q/health/ready");
            return client.send(HttpRequest.newBuilder(ready).build(), HttpResponse.BodyHandlers.discarding())
                            .statusCode()
                    == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** What the kernel says of its memory, where there is one that does: {@code VmHWM} and {@code VmRSS}. */
    String residentMemory() throws IOException {
        Path status = Path.of("/proc/" + process.pid() + "/status");
        if (!Files.isReadable(status)) {
            return "memory unknown";
        }
        return Files.readAllLines(status).stream()
                .filter(line -> line.startsWith("VmHWM") || line.startsWith("VmRSS"))
                .map(line -> line.replaceAll("\\s+", " "))
                .collect(Collectors.joining(", "));
    }

    String bootstrapKey() throws IOException {
        return Files.readString(home.resolve("data/bootstrap-admin.key")).strip();
    }

    /** Its own description of its routes. */
    String openApi() throws IOException, InterruptedException {
        URI document = URI.create("http://localhost:" + managementPort + "/q/openapi?format=json");
        return client.send(HttpRequest.newBuilder(document).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    int port() {
        return port;
    }

    /** What it has of the machine's memory. */
    long residentMegabytes() throws IOException {
        return Files.readAllLines(Path.of("/proc/" + process.pid() + "/status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("[^0-9]", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    String metrics() throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(URI.create("http://localhost:" + managementPort + "/q/metrics"))
                .build());
    }

    /** The body of an answer that is well. */
    String send(HttpRequest request) throws IOException, InterruptedException {
        HttpResponse<String> answer = client.send(request, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, answer.statusCode(), answer.body());
        return answer.body();
    }

    HttpRequest.Builder request(String path, String key) {
        return HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                .header("Authorization", "Bearer " + key)
                .header("Content-Type", "application/json")
                .timeout(Duration.ofSeconds(30));
    }

    HttpResponse<String> get(String path) throws IOException, InterruptedException {
        return get(path, bootstrapKey());
    }

    HttpResponse<String> get(String path, String key) throws IOException, InterruptedException {
        return client.send(request(path, key).build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> delete(String path, String key) throws IOException, InterruptedException {
        return client.send(request(path, key).DELETE().build(), HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> put(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(
                request(path, key)
                        .PUT(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    /** Cancelling the answer closes the connection. */
    CompletableFuture<HttpResponse<String>> postLater(String path, String key, String body) {
        return client.sendAsync(
                request(path, key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<String> post(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(
                request(path, key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    HttpResponse<InputStream> open(String path, String key, String body) throws IOException, InterruptedException {
        return client.send(
                request(path, key)
                        .POST(HttpRequest.BodyPublishers.ofString(body))
                        .build(),
                HttpResponse.BodyHandlers.ofInputStream());
    }

    /** Somebody who is inside and takes as long as the test wants. */
    Socket unfinishedRequest() throws IOException {
        Socket socket = new Socket("localhost", port);
        socket.getOutputStream()
                .write("POST /v1/completions HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\n\r\n"
                        .getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** As {@code kill -9} does. */
    void kill() throws InterruptedException {
        process.destroyForcibly();
        process.waitFor();
    }

    /** As {@code kill} does; the exit code. */
    int terminate() throws InterruptedException {
        askToStop();
        return exitCode();
    }

    /** As {@code kill} does, without waiting. */
    void askToStop() {
        process.destroy();
    }

    /** Waits for the end. */
    int exitCode() throws InterruptedException {
        return exitCode(Duration.ofSeconds(30));
    }

    int exitCode(Duration patience) throws InterruptedException {
        assertTrue(process.waitFor(patience.toSeconds(), TimeUnit.SECONDS), () -> "still running: " + output());
        return process.exitValue();
    }

    /** What lies in the user's own folder. */
    List<Path> strayFiles() throws IOException {
        try (Stream<Path> files = Files.walk(home.resolve("user"))) {
            return files.filter(file -> !file.equals(home.resolve("user"))).toList();
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
