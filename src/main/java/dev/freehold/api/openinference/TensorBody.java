package dev.freehold.api.openinference;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.PooledByteBufAllocator;
import io.netty.util.IllegalReferenceCountException;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * A body on its way to native code: collected by the thread that receives it, in memory outside of the heap that is used again.
 * It goes when its exchange has ended and nobody reads it.
 */
final class TensorBody {
    private static final String KEY = "freehold.tensor-body";
    private static final int ALIGNMENT = 64;
    /** Bytes that are set aside for what a client only announces; more when they come. */
    private static final int EAGER = 256 * 1024;

    private TensorBody() {}

    /**
     * Collects the body, then goes on.
     *
     * @param length of the body
     * @param head length of what comes before the tensors, so that they begin at an address that suits them
     */
    @SuppressWarnings("deprecation") // There is no other way that does not copy twice.
    static void collect(RoutingContext context, int length, int head) {
        int padding = -head & (ALIGNMENT - 1);
        ByteBuf bytes =
                PooledByteBufAllocator.DEFAULT.directBuffer(Math.min(padding + length, EAGER), padding + length);
        bytes.setIndex(padding, padding);
        AtomicBoolean isReleased = new AtomicBoolean();
        context.addEndHandler(ended -> {
            if (isReleased.compareAndSet(false, true)) {
                bytes.release();
            }
        });
        HttpServerRequest request = context.request();
        if (request.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            context.response().writeContinue();
        }
        request.handler(chunk -> {
            if (!isReleased.get()) {
                bytes.writeBytes(chunk.getByteBuf());
            }
        });
        request.endHandler(end -> {
            context.put(KEY, bytes);
            context.next();
        });
    }

    /** Has the body read; it stays where it is until this returns. */
    static <R> R read(RoutingContext context, Function<ByteBuffer, R> reader) {
        ByteBuf bytes = context.get(KEY);
        if (bytes == null) {
            Buffer body = context.body() == null ? null : context.body().buffer();
            return reader.apply(ByteBuffer.wrap(body == null ? new byte[0] : body.getBytes()));
        }
        try {
            bytes.retain();
        } catch (IllegalReferenceCountException gone) {
            throw new Fault(FaultCode.CANCELLED, "The client closed the connection.").causedBy(gone);
        }
        try {
            return reader.apply(bytes.nioBuffer());
        } finally {
            bytes.release();
        }
    }
}
