package dev.freehold.api.openinference;

import com.google.protobuf.MessageLite;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.grpc.common.GrpcMessage;
import io.vertx.grpc.server.GrpcServerRequest;
import io.vertx.grpc.server.GrpcServerResponse;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;

/** The messages of one call, for a thread that may wait; the next is only fetched when it is asked for. */
final class GrpcExchange {
    private static final String PLAIN = "identity";

    private final GrpcServerRequest<Buffer, Buffer> request;
    private final Context context;
    private final BlockingQueue<Arrival> arrivals = new LinkedBlockingQueue<>();
    private volatile Runnable farewell = () -> {};

    /** What comes from the client. */
    private sealed interface Arrival {
        record Message(GrpcMessage content) implements Arrival {}

        record Unreadable() implements Arrival {}

        record End() implements Arrival {}

        record Gone() implements Arrival {}
    }

    /** To be made on the thread of the request. */
    GrpcExchange(GrpcServerRequest<Buffer, Buffer> request, Context context) {
        this.request = request;
        this.context = context;
        request.messageHandler(message -> arrivals.add(new Arrival.Message(message)));
        request.invalidMessageHandler(invalid -> arrivals.add(new Arrival.Unreadable()));
        request.endHandler(end -> arrivals.add(new Arrival.End()));
        request.errorHandler(error -> leave());
        request.exceptionHandler(failure -> leave());
        request.pause();
    }

    private void leave() {
        arrivals.add(new Arrival.Gone());
        farewell.run();
    }

    /** What is to be done when the client goes away, in place of what was to be done before. */
    void whenGone(Runnable action) {
        farewell = action;
    }

    /**
     * Waits for the next message; absent after the last.
     *
     * @throws Fault {@code CANCELLED} when the client went away
     */
    Optional<Buffer> next() {
        context.runOnContext(now -> request.fetch(1));
        try {
            return switch (arrivals.take()) {
                case Arrival.Message(GrpcMessage content) -> Optional.of(plain(content));
                case Arrival.Unreadable() ->
                    throw new Fault(FaultCode.PAYLOAD_TOO_LARGE, "The message is larger than the limit.");
                case Arrival.End() -> Optional.empty();
                case Arrival.Gone() -> throw gone();
            };
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw gone();
        }
    }

    /** The only message of a call that has one. */
    Buffer only() {
        return next().orElseThrow(() -> new Fault(FaultCode.INVALID_REQUEST, "The call carries no message."));
    }

    private static Buffer plain(GrpcMessage message) {
        if (!message.encoding().equals(PLAIN)) {
            throw new Fault(FaultCode.UNSUPPORTED_MEDIA_TYPE, "Compressed messages are not accepted.");
        }
        return message.payload();
    }

    /** Returns when the client is ready for more. */
    void send(MessageLite message) {
        await(() -> request.response().write(Buffer.buffer(message.toByteArray())));
    }

    void end(MessageLite last) {
        await(() -> request.response().end(Buffer.buffer(last.toByteArray())));
    }

    void end() {
        await(() -> request.response().end());
    }

    void fail(GrpcFault fault, Map<String, String> more) {
        context.runOnContext(now -> {
            GrpcServerResponse<Buffer, Buffer> response = request.response();
            more.forEach(response.trailers()::set);
            response.status(fault.status()).statusMessage(fault.message()).end();
        });
    }

    private void await(Supplier<Future<Void>> writing) {
        CompletableFuture<Void> written = new CompletableFuture<>();
        context.runOnContext(now -> writing.get().onComplete(result -> {
            if (result.succeeded()) {
                written.complete(null);
            } else {
                written.completeExceptionally(result.cause());
            }
        }));
        try {
            written.join();
        } catch (CompletionException failed) {
            throw gone().causedBy(failed);
        }
    }

    private static Fault gone() {
        return new Fault(FaultCode.CANCELLED, "The client ended the call.");
    }
}
