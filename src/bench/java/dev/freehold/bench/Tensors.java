package dev.freehold.bench;

import com.google.protobuf.ByteString;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.api.openinference.wire.ModelInferResponse;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Figure.Value;
import dev.freehold.inference.decoder.OnnxGraph;
import dev.freehold.inference.tensor.TensorFolders;
import io.grpc.CallOptions;
import io.grpc.ClientInterceptors;
import io.grpc.ManagedChannel;
import io.grpc.Metadata;
import io.grpc.MethodDescriptor;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.protobuf.ProtoUtils;
import io.grpc.stub.ClientCalls;
import io.grpc.stub.MetadataUtils;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.StringJoiner;

/** Bytes a second of a tensor that goes through a graph and comes back, against a server that sends back what it gets. */
final class Tensors implements Measure {
    private static final int ELEMENTS = 1 << 18;
    private static final int SIZE = ELEMENTS * Float.BYTES;
    private static final double MEGA = 1e6;
    private static final Duration LENGTH = Duration.ofSeconds(4);
    private static final Duration WARM_UP = Duration.ofSeconds(8);
    private static final String PATH = "/v2/models/echo/infer";

    private final float[] numbers = new float[ELEMENTS];
    private final byte[] bytes;

    Tensors() {
        Random random = new Random(1);
        ByteBuffer buffer = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
        for (int i = 0; i < ELEMENTS; i++) {
            numbers[i] = random.nextFloat();
            buffer.putFloat(numbers[i]);
        }
        bytes = buffer.array();
    }

    @Override
    public String name() {
        return "tensors";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        Path models = bench.plan().out().resolve("models").resolve("echo");
        TensorFolders.write(models.resolve("echo"), TensorFolders.echo(OnnxGraph.FLOAT));
        try (Gateway gateway = Gateway.start(models, Map.of(), Map.of());
                EchoServer echo = EchoServer.start()) {
            Posting binary = binary(gateway);
            Posting echoed = Posting.of(echo.port(), "/", List.of(), bytes);
            var _ = binary.rate(WARM_UP);
            var _ = echoed.rate(WARM_UP);
            Rounds.Pair rates = Rounds.alternate(
                    bench.plan().rounds(), () -> megabytes(binary.rate(LENGTH)), () -> megabytes(echoed.rate(LENGTH)));
            List<Figure> figures = new ArrayList<>();
            figures.add(new Comparison(
                    "tensors",
                    "a tensor of 1 MB in bytes, there and back",
                    "MB/s",
                    new Side("inferred", rates.first()),
                    new Side("echoed", rates.second()),
                    new Target.AtLeast(0.8)));
            figures.add(alone("tensors-json", "the same in JSON", bench.plan().rounds(), json(gateway)));
            figures.add(grpc(bench.plan().rounds(), gateway));
            return figures;
        }
    }

    private static double megabytes(double rate) {
        return rate * SIZE / MEGA;
    }

    private Posting binary(Gateway gateway) {
        byte[] head = """
                {"parameters":{"binary_data_output":true},"inputs":[{"name":"x","shape":[1,%d],"datatype":"FP32",\
                "parameters":{"binary_data_size":%d}}]}""".formatted(ELEMENTS, SIZE).getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length + SIZE).put(head).put(bytes);
        return Posting.of(
                gateway.port(),
                PATH,
                List.of(
                        "Authorization: Bearer " + gateway.key(),
                        "Content-Type: application/octet-stream",
                        "Inference-Header-Content-Length: " + head.length),
                body.array());
    }

    private Posting json(Gateway gateway) {
        StringJoiner data = new StringJoiner(",");
        for (float number : numbers) {
            data.add(Float.toString(number));
        }
        String body = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,%d],\"datatype\":\"FP32\",\"data\":[%s]}]}"
                .formatted(ELEMENTS, data);
        return Posting.of(
                gateway.port(),
                PATH,
                List.of("Authorization: Bearer " + gateway.key(), "Content-Type: application/json"),
                body.getBytes(StandardCharsets.UTF_8));
    }

    private static Figure alone(String id, String title, int rounds, Posting posting) {
        var _ = posting.rate(WARM_UP);
        List<Double> rates = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            rates.add(megabytes(posting.rate(LENGTH)));
        }
        return new Value(id, title, "MB/s", new Samples(rates), Target.NONE);
    }

    /** One call after the other on one connection, by gRPC's own client. */
    private Figure grpc(int rounds, Gateway gateway) {
        Metadata metadata = new Metadata();
        metadata.put(Metadata.Key.of("authorization", Metadata.ASCII_STRING_MARSHALLER), "Bearer " + gateway.key());
        ManagedChannel channel = NettyChannelBuilder.forAddress("localhost", gateway.port())
                .usePlaintext()
                .build();
        try {
            io.grpc.Channel keyed =
                    ClientInterceptors.intercept(channel, MetadataUtils.newAttachHeadersInterceptor(metadata));
            var _ = calls(keyed, WARM_UP);
            List<Double> rates = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                rates.add(megabytes(calls(keyed, LENGTH)));
            }
            return new Value(
                    "tensors-grpc", "the same over gRPC, one at a time", "MB/s", new Samples(rates), Target.NONE);
        } finally {
            channel.shutdownNow();
        }
    }

    private double calls(io.grpc.Channel channel, Duration length) {
        MethodDescriptor<ModelInferRequest, ModelInferResponse> method =
                MethodDescriptor.<ModelInferRequest, ModelInferResponse>newBuilder()
                        .setType(MethodDescriptor.MethodType.UNARY)
                        .setFullMethodName("inference.GRPCInferenceService/ModelInfer")
                        .setRequestMarshaller(ProtoUtils.marshaller(ModelInferRequest.getDefaultInstance()))
                        .setResponseMarshaller(ProtoUtils.marshaller(ModelInferResponse.getDefaultInstance()))
                        .build();
        ModelInferRequest request = ModelInferRequest.newBuilder()
                .setModelName("echo")
                .addInputs(ModelInferRequest.InferInputTensor.newBuilder()
                        .setName("x")
                        .setDatatype("FP32")
                        .addShape(1)
                        .addShape(ELEMENTS))
                .addRawInputContents(ByteString.copyFrom(bytes))
                .build();
        long start = System.nanoTime();
        long answered = 0;
        while (System.nanoTime() - start < length.toNanos()) {
            ModelInferResponse answer = ClientCalls.blockingUnaryCall(channel, method, CallOptions.DEFAULT, request);
            answered += answer.getRawOutputContentsCount();
        }
        return answered / ((System.nanoTime() - start) / 1e9);
    }
}
