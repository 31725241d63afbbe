package dev.freehold.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.TestKeys;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;

/** Who goes away in the middle of a request is no failure of ours, and nothing that an operator has to read about. */
@QuarkusTest
class GoneClientsIT {
    @TestHTTPResource("/")
    URI address = URI.create("/");

    private final List<String> failures = new CopyOnWriteArrayList<>();

    @Test
    void leavingBeforeTheBodyIsThereIsNotLoggedAsAFailure() throws Exception {
        Handler watching = new Failures();
        Logger.getLogger("").addHandler(watching);
        try {
            for (HttpVersion version : List.of(HttpVersion.HTTP_1_1, HttpVersion.HTTP_2)) {
                leave(version);
            }
        } finally {
            Logger.getLogger("").removeHandler(watching);
        }
        assertEquals(List.of(), failures);
    }

    private void leave(HttpVersion version) throws Exception {
        String key = TestKeys.create("inference");
        Vertx vertx = Vertx.vertx();
        try {
            for (int i = 0; i < 8; i++) {
                HttpClient client = vertx.createHttpClient(new HttpClientOptions().setProtocolVersion(version));
                HttpClientRequest request =
                        await(client.request(HttpMethod.POST, address.getPort(), address.getHost(), "/v1/embeddings"));
                request.putHeader("Authorization", "Bearer " + key)
                        .putHeader("Content-Type", "application/json")
                        .putHeader("Content-Length", "100");
                await(request.write("{\"model\":"));
                Thread.sleep(20); // so that somebody waits for the rest
                request.reset(8);
                await(client.close());
            }
            Thread.sleep(300);
        } finally {
            await(vertx.close());
        }
    }

    private static <T> T await(io.vertx.core.Future<T> future) throws Exception {
        return future.toCompletionStage().toCompletableFuture().get();
    }

    private final class Failures extends Handler {
        @Override
        public void publish(LogRecord line) {
            boolean isOurs =
                    line.getLoggerName() != null && line.getLoggerName().startsWith("dev.freehold");
            if (isOurs && line.getLevel().intValue() >= Level.SEVERE.intValue()) {
                failures.add(line.getLoggerName() + ": " + line.getThrown());
            }
        }

        @Override
        public void flush() {}

        @Override
        public void close() {}
    }
}
