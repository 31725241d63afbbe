package dev.freehold.api.openinference;

import com.google.protobuf.Message;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.api.openinference.wire.ModelInferResponse;
import dev.freehold.api.openinference.wire.ModelStreamInferResponse;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.MethodDescriptor.MethodType;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import io.grpc.stub.StreamObserver;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/** gRPC's own client for Java. */
final class InferenceClient implements AutoCloseable {
    private static final String SERVICE = "inference.GRPCInferenceService/";
    private static final Metadata.Key<String> AUTHORIZATION =
            Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER);

    private final ManagedChannel channel;
    private final Metadata metadata = new Metadata();
    private final AtomicReference<Metadata> headers = new AtomicReference<>();
    private final AtomicReference<Metadata> trailers = new AtomicReference<>();
    private CallOptions options = CallOptions.DEFAULT;

    /** @param key none when empty */
    InferenceClient(int port, String key) {
        channel = NettyChannelBuilder.forAddress("localhost", port)
                .usePlaintext()
                .maxInboundMessageSize(64 << 20)
                .build();
        if (!key.isEmpty()) {
            metadata.put(AUTHORIZATION, "Bearer " + key);
        }
    }

    InferenceClient compressing() {
        options = options.withCompression("gzip");
        return this;
    }

    String header(String name) {
        return Objects.requireNonNull(headers.get()).get(Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER));
    }

    ModelInferResponse infer(ModelInferRequest request) {
        return call("ModelInfer", request, ModelInferResponse.getDefaultInstance());
    }

    <R extends Message> R call(String method, Message request, R none) {
        return ClientCalls.blockingUnaryCall(
                channel(), method(method, MethodType.UNARY, request, none), options, request);
    }

    /** Sends one message after the other and returns all answers. */
    List<ModelStreamInferResponse> stream(List<ModelInferRequest> requests) {
        List<ModelStreamInferResponse> answers = new ArrayList<>();
        CompletableFuture<List<ModelStreamInferResponse>> done = new CompletableFuture<>();
        StreamObserver<ModelInferRequest> sender = ClientCalls.asyncBidiStreamingCall(
                channel()
                        .newCall(
                                method(
                                        "ModelStreamInfer",
                                        MethodType.BIDI_STREAMING,
                                        ModelInferRequest.getDefaultInstance(),
                                        ModelStreamInferResponse.getDefaultInstance()),
                                options),
                new StreamObserver<>() {
                    @Override
                    public void onNext(ModelStreamInferResponse answer) {
                        answers.add(answer);
                    }

                    @Override
                    public void onError(Throwable failure) {
                        done.completeExceptionally(failure);
                    }

                    @Override
                    public void onCompleted() {
                        done.complete(answers);
                    }
                });
        requests.forEach(sender::onNext);
        sender.onCompleted();
        return done.orTimeout(20, TimeUnit.SECONDS).join();
    }

    private io.grpc.Channel channel() {
        return ClientInterceptors.intercept(
                channel,
                MetadataUtils.newAttachHeadersInterceptor(metadata),
                MetadataUtils.newCaptureMetadataInterceptor(headers, trailers));
    }

    @SuppressWarnings("unchecked") // of the class of the instance
    private static <Q extends Message, R extends Message> MethodDescriptor<Q, R> method(
            String name, MethodType type, Q request, R answer) {
        return MethodDescriptor.<Q, R>newBuilder()
                .setType(type)
                .setFullMethodName(SERVICE + name)
                .setRequestMarshaller(ProtoUtils.marshaller((Q) request.getDefaultInstanceForType()))
                .setResponseMarshaller(ProtoUtils.marshaller(answer))
                .build();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
