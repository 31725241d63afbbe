package dev.freehold.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.concurrent.TimeUnit;

/** The packaged gateway as a process of its own, asked with a key that has limits. */
final class Gateway implements AutoCloseable {
    private static final Path JAR = Path.of("target/quarkus-app/quarkus-run.jar");
    private static final Duration START = Duration.ofMinutes(2);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String LIMITED_KEY = """
            {"name":"bench","roles":["inference"],"limits":[
              {"dimension":"requests","window":"minute","amount":1000000},
              {"dimension":"total_tokens","window":"hour","amount":1000000000},
              {"dimension":"concurrency","amount":1000}]}""";

    private final Process process;
    private final Path output;
    private final int port;
    private final int managementPort;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private String key = "";

    private Gateway(Process process, Path output, int port, int managementPort) {
        this.process = process;
        this.output = output;
        this.port = port;
        this.managementPort = managementPort;
    }

    /** A build that lacks one of the settings does not start. */
    static final class NotStarted extends Exception {
        private static final long serialVersionUID = 1;

        NotStarted(String reason) {
            super(reason);
        }
    }

    /**
     * Starts in an empty data folder and waits until the model is loaded.
     *
     * @param environment settings that a build without them ignores
     * @param properties settings that a build without them refuses
     */
    static Gateway start(MadeModel model, Map<String, String> environment, Map<String, String> properties)
            throws IOException, InterruptedException, NotStarted {
        return start(model.models(), environment, properties);
    }

    /** The same with what lies in this folder. */
    static Gateway start(Path models, Map<String, String> environment, Map<String, String> properties)
            throws IOException, InterruptedException, NotStarted {
        Path home = Files.createTempDirectory("freehold-bench");
        int port = freePort();
        int managementPort = freePort();
        Path output = home.resolve("output.txt");
        ProcessBuilder builder = new ProcessBuilder(command(properties))
                .directory(home.toFile())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        Map<String, String> variables = builder.environment();
        environment.forEach((name, value) -> variables.put(variable(name), value));
        variables.put("FREEHOLD_HOME", home.resolve("data").toString());
        variables.put("FREEHOLD_MODELS_DIR", models.toAbsolutePath().toString());
        variables.put("FREEHOLD_MODELS_DEMO", "false");
        variables.put("QUARKUS_HTTP_PORT", Integer.toString(port));
        variables.put("QUARKUS_MANAGEMENT_PORT", Integer.toString(managementPort));
        Gateway gateway = new Gateway(builder.start(), output, port, managementPort);
        gateway.await(home.resolve("data/bootstrap-admin.key"));
        return gateway;
    }

    int port() {
        return port;
    }

    private static List<String> command(Map<String, String> properties) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of("-jar", JAR.toAbsolutePath().toString()));
        return command;
    }

    private static String variable(String setting) {
        return setting.replaceAll("[.-]", "_").toUpperCase(Locale.ROOT);
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private void await(Path adminKey) throws IOException, InterruptedException, NotStarted {
        try {
            awaitReady();
            key = limitedKey(Files.readString(adminKey).strip());
        } catch (IOException | InterruptedException | NotStarted failed) {
            close();
            throw failed;
        }
    }

    private void awaitReady() throws IOException, InterruptedException, NotStarted {
        long deadline = System.nanoTime() + START.toNanos();
        while (!isReady()) {
            if (!process.isAlive() || System.nanoTime() > deadline) {
                throw new NotStarted("the gateway did not start: "
                        + Files.readString(output).lines().limit(5).toList());
            }
            Thread.sleep(100);
        }
    }

    private boolean isReady() throws InterruptedException {
        try {
            return management("/q/health/ready").statusCode() == 200;
        } catch (IOException notYet) {
            return false;
        }
    }

    private String limitedKey(String adminKey) throws IOException, InterruptedException {
        HttpResponse<String> answer =
                client.send(request("/admin/v1/keys", adminKey, LIMITED_KEY), HttpResponse.BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(answer.body());
        }
        return JSON.readTree(answer.body()).get("key").asText();
    }

    String address() {
        return "http://127.0.0.1:" + port;
    }

    /** The key that has limits. */
    String key() {
        return key;
    }

    /** Asks for the likeliest continuation of a prompt, as a stream. */
    RunningAnswer complete(int[] prompt, int tokens) {
        return complete(MadeModel.ID, prompt, tokens);
    }

    /** The same of any model it serves. */
    RunningAnswer complete(String model, int[] prompt, int tokens) {
        ObjectNode body = streamed(model, tokens);
        ArrayNode ids = body.putArray("prompt");
        for (int token : prompt) {
            ids.add(token);
        }
        return RunningAnswer.start(client, request("/v1/completions", key, body.toString()));
    }

    RunningAnswer chat(ArrayNode messages, int tokens) {
        ObjectNode body = streamed(MadeModel.ID, tokens);
        body.set("messages", messages);
        return RunningAnswer.start(client, request("/v1/chat/completions", key, body.toString()));
    }

    /** The same in the form that {@code response_format} says. */
    RunningAnswer chat(ArrayNode messages, int tokens, String format) throws IOException {
        ObjectNode body = streamed(MadeModel.ID, tokens);
        body.set("messages", messages);
        body.set("response_format", JSON.readTree(format));
        return RunningAnswer.start(client, request("/v1/chat/completions", key, body.toString()));
    }

    private static ObjectNode streamed(String model, int tokens) {
        ObjectNode body = JSON.createObjectNode()
                .put("model", model)
                .put("temperature", 0)
                .put("max_tokens", tokens)
                .put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        return body;
    }

    /** The sum of a metric over its labels; empty when this build does not have it. */
    OptionalDouble metric(String name) throws IOException, InterruptedException {
        List<Double> values = management("/q/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .map(line -> Double.valueOf(line.substring(line.lastIndexOf(' ') + 1)))
                .toList();
        return values.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(
                        values.stream().mapToDouble(Double::doubleValue).sum());
    }

    private HttpResponse<String> management(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://127.0.0.1:" + managementPort + path);
        return client.send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String path, String bearer, String body) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer " + bearer)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body))
                .build();
    }

    @Override
    public void close() {
        client.shutdownNow();
        process.destroy();
        process.onExit()
                .completeOnTimeout(process, STOP.toSeconds(), TimeUnit.SECONDS)
                .join();
        process.destroyForcibly();
    }
}
