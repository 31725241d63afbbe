package dev.freehold.bench;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;

/** A server that reads JSON and answers with the same JSON: the least that a gateway on Vert.x can cost. It runs as a process of its own. */
public final class Echo extends AbstractVerticle {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Serves on the port that the first argument names. */
    public static void main(String... arguments) {
        DeploymentOptions each =
                new DeploymentOptions().setInstances(Runtime.getRuntime().availableProcessors());
        System.setProperty("echo.port", arguments[0]);
        var _ = Vertx.vertx().deployVerticle(Echo.class, each);
    }

    /** What starts it on a port, with the class path of this process. */
    static ProcessBuilder process(int port) {
        return new ProcessBuilder(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Echo.class.getName(),
                Integer.toString(port)));
    }

    @Override
    public void start() {
        var _ = vertx.createHttpServer().requestHandler(Echo::answer).listen(Integer.getInteger("echo.port"));
    }

    private static void answer(HttpServerRequest request) {
        request.bodyHandler(body -> {
            var _ = request.response()
                    .putHeader("content-type", "application/json")
                    .end(Buffer.buffer(same(body.getBytes())));
        });
    }

    private static byte[] same(byte[] body) {
        try {
            return JSON.writeValueAsBytes(JSON.readTree(body));
        } catch (IOException notJson) {
            throw new UncheckedIOException(notJson);
        }
    }
}
