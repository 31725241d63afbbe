package dev.freehold.bench;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A program of its own that answers each request with the body that it came with: Vert.x, and nothing else. */
final class EchoServer implements AutoCloseable {
    private final Process process;
    private final int port;

    private EchoServer(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    static EchoServer start() throws IOException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        EchoServer.class.getName())
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        return new EchoServer(process, Integer.parseInt(String.valueOf(output.readLine())));
    }

    int port() {
        return port;
    }

    /** Prints its port. */
    public static void main(String... arguments) {
        HttpServer server = Vertx.vertx()
                .createHttpServer()
                .requestHandler(request ->
                        request.body().onSuccess(body -> request.response().end(body)));
        server.listen(0, "127.0.0.1").onSuccess(listening -> System.out.println(listening.actualPort()));
    }

    @Override
    public void close() {
        process.destroy();
    }
}
