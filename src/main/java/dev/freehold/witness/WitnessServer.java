package dev.freehold.witness;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.freehold.witness.CheckpointWitness.Answer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.concurrent.Executors;
import org.jboss.logging.Logger;

/** {@code POST /add-checkpoint} and nothing else, over plain HTTP; whoever needs TLS puts a proxy in front. */
public final class WitnessServer implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(WitnessServer.class);
    private static final int MAX_BODY = 64 * 1024;

    private final CheckpointWitness witness;
    private final HttpServer server;

    WitnessServer(CheckpointWitness witness, InetSocketAddress address) throws IOException {
        this.witness = witness;
        this.server = HttpServer.create(address, 0);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::handle);
    }

    void start() {
        server.start();
    }

    public int port() {
        return server.getAddress().getPort();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Answer answer = answer(exchange);
            byte[] body = answer.body().getBytes(UTF_8);
            exchange.getResponseHeaders().set("Content-Type", answer.type());
            exchange.sendResponseHeaders(answer.status(), body.length);
            exchange.getResponseBody().write(body);
        }
    }

    private Answer answer(HttpExchange exchange) throws IOException {
        if (!exchange.getRequestURI().getPath().equals("/add-checkpoint")) {
            return Answer.refusal(404, "there is only /add-checkpoint");
        }
        if (!exchange.getRequestMethod().equals("POST")) {
            return Answer.refusal(405, "only POST is understood");
        }
        byte[] body = exchange.getRequestBody().readNBytes(MAX_BODY + 1);
        if (body.length > MAX_BODY) {
            return Answer.refusal(413, "a request has at most 64 KiB");
        }
        try {
            return witness.add(UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString());
        } catch (CharacterCodingException notText) {
            return Answer.refusal(400, "a request is UTF-8");
        } catch (IOException | RuntimeException failed) {
            LOG.error("A checkpoint could not be remembered", failed);
            return Answer.refusal(500, "the checkpoint could not be remembered and was not signed");
        }
    }

    @Override
    public void close() {
        server.stop(1);
    }
}
