package dev.freehold.api.openinference;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.MessageLite;
import com.google.protobuf.Parser;
import com.google.protobuf.UnsafeByteOperations;
import dev.freehold.api.AuditHeader;
import dev.freehold.api.Exchange;
import dev.freehold.api.FaultWriter;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.api.openinference.wire.ModelInferResponse;
import dev.freehold.api.openinference.wire.ModelMetadataRequest;
import dev.freehold.api.openinference.wire.ModelReadyRequest;
import dev.freehold.api.openinference.wire.ModelStreamInferResponse;
import dev.freehold.api.openinference.wire.RepositoryIndexRequest;
import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.core.RequestId;
import dev.freehold.gateway.Answered;
import dev.freehold.gateway.Call;
import dev.freehold.gateway.Departures;
import dev.freehold.gateway.TensorInference;
import io.vertx.core.buffer.Buffer;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.util.Optional;

/** What each method of the service does. */
@ApplicationScoped
class GrpcMethods {
    private static final String ROUTE = "/inference.GRPCInferenceService/";

    private final GrpcInfo info;
    private final TensorInference inference;
    private final FaultWriter faults;
    private final AuditHeader receipts;
    private final Departures departures;

    GrpcMethods(
            GrpcInfo info, TensorInference inference, FaultWriter faults, AuditHeader receipts, Departures departures) {
        this.info = info;
        this.inference = inference;
        this.faults = faults;
        this.receipts = receipts;
        this.departures = departures;
    }

    /** @throws Fault to be told the client; nothing was sent before then */
    void answer(String method, GrpcCall call) {
        GrpcExchange exchange = call.exchange();
        switch (method) {
            case "ServerLive" -> exchange.end(info.live());
            case "ServerReady" -> exchange.end(info.ready());
            case "ServerMetadata" -> exchange.end(info.server());
            case "ModelReady" ->
                exchange.end(info.ready(call.caller(), read(ModelReadyRequest.parser(), exchange.only())));
            case "ModelMetadata" ->
                exchange.end(info.model(call.caller(), read(ModelMetadataRequest.parser(), exchange.only())));
            case "RepositoryIndex" ->
                exchange.end(info.index(call.caller(), read(RepositoryIndexRequest.parser(), exchange.only())));
            case "RepositoryModelLoad", "RepositoryModelUnload" ->
                throw new Fault(
                        FaultCode.FORBIDDEN,
                        "Operators load and unload models under /admin/v1/models; nobody does by this call.");
            case "ModelInfer" -> infer(call);
            case "ModelStreamInfer" -> stream(call);
            default -> throw new Fault(FaultCode.METHOD_NOT_ALLOWED, "There is no such method.");
        }
    }

    private void infer(GrpcCall call) {
        ModelInferRequest request =
                read(ModelInferRequest.parser(), call.exchange().only());
        Answered<ModelInferResponse> answered =
                infer(call, request, Exchange.requestId(call.context()), ROUTE + "ModelInfer");
        answered.admission().ifPresent(index -> receipts.announce(call.context(), index));
        call.exchange().end(answered.result());
    }

    /** Each message is a call of its own, in order; one that fails ends itself and not the stream. */
    private void stream(GrpcCall call) {
        GrpcExchange exchange = call.exchange();
        for (Optional<Buffer> message = exchange.next(); message.isPresent(); message = exchange.next()) {
            exchange.send(streamed(call, message.get()));
        }
        exchange.end();
    }

    private ModelStreamInferResponse streamed(GrpcCall call, Buffer message) {
        ModelStreamInferResponse.Builder answer = ModelStreamInferResponse.newBuilder();
        try {
            ModelInferRequest request = read(ModelInferRequest.parser(), message);
            // So that the client knows which one failed, if it does.
            answer.getInferResponseBuilder()
                    .setModelName(request.getModelName())
                    .setId(request.getId());
            return answer.setInferResponse(infer(call, request, RequestId.random(), ROUTE + "ModelStreamInfer")
                            .result())
                    .build();
        } catch (Fault fault) {
            var _ = faults.answer(call.context(), fault);
            return answer.setErrorMessage(OpenInferenceDialect.sentence(fault)).build();
        }
    }

    private Answered<ModelInferResponse> infer(GrpcCall call, ModelInferRequest request, RequestId id, String route) {
        call.exchange().whenGone(() -> departures.left(id));
        return inference.infer(
                new Call(call.caller(), id, Infer.ACTION, route),
                WireRequest.read(request),
                outputs -> WireAnswer.of(request, outputs));
    }

    /** The bytes of tensors stay where they are. */
    private static <M extends MessageLite> M read(Parser<M> parser, Buffer message) {
        try {
            ByteString bytes = UnsafeByteOperations.unsafeWrap(message.getBytes());
            CodedInputStream input = bytes.newCodedInput();
            input.enableAliasing(true);
            M read = parser.parseFrom(input);
            input.checkLastTagWas(0);
            return read;
        } catch (IOException malformed) {
            throw new Fault(FaultCode.INVALID_REQUEST, "The message is not what the method takes.").causedBy(malformed);
        }
    }
}
