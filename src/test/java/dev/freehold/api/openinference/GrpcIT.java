package dev.freehold.api.openinference;

import static dev.freehold.TestKeys.limit;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.protobuf.ByteString;
import com.google.protobuf.Message;
import com.google.protobuf.TextFormat;
import dev.freehold.TestKeys;
import dev.freehold.api.openinference.wire.InferTensorContents;
import dev.freehold.api.openinference.wire.ModelInferRequest;
import dev.freehold.api.openinference.wire.ModelInferRequest.InferInputTensor;
import dev.freehold.api.openinference.wire.ModelInferResponse;
import dev.freehold.api.openinference.wire.ModelMetadataRequest;
import dev.freehold.api.openinference.wire.ModelMetadataResponse;
import dev.freehold.api.openinference.wire.ModelReadyRequest;
import dev.freehold.api.openinference.wire.ModelReadyResponse;
import dev.freehold.api.openinference.wire.ModelStreamInferResponse;
import dev.freehold.api.openinference.wire.RepositoryIndexRequest;
import dev.freehold.api.openinference.wire.RepositoryIndexResponse;
import dev.freehold.api.openinference.wire.RepositoryModelLoadRequest;
import dev.freehold.api.openinference.wire.RepositoryModelLoadResponse;
import dev.freehold.api.openinference.wire.RepositoryModelUnloadRequest;
import dev.freehold.api.openinference.wire.RepositoryModelUnloadResponse;
import dev.freehold.api.openinference.wire.ServerLiveRequest;
import dev.freehold.api.openinference.wire.ServerLiveResponse;
import dev.freehold.api.openinference.wire.ServerMetadataRequest;
import dev.freehold.api.openinference.wire.ServerMetadataResponse;
import dev.freehold.api.openinference.wire.ServerReadyRequest;
import dev.freehold.api.openinference.wire.ServerReadyResponse;
import dev.freehold.inference.TensorType;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The protocol over gRPC, on the port of everything else and behind the same door. */
@QuarkusTest
@QuarkusTestResource(value = Graphs.class, restrictToAnnotatedClass = true)
class GrpcIT {
    @TestHTTPResource("/")
    URI server = URI.create("/");

    private InferenceClient client(String... roles) {
        return as(TestKeys.create(roles));
    }

    private InferenceClient as(String key) {
        return new InferenceClient(server.getPort(), key);
    }

    private static ModelInferRequest.Builder arithmetic() {
        return ModelInferRequest.newBuilder()
                .setModelName("arithmetic")
                .setId("42")
                .addInputs(floats("a", 1, 2, 3))
                .addInputs(floats("b", 4, 5, 6));
    }

    private static InferInputTensor.Builder floats(String name, float... values) {
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        for (float value : values) {
            contents.addFp32Contents(value);
        }
        return InferInputTensor.newBuilder()
                .setName(name)
                .setDatatype("FP32")
                .addShape(1)
                .addShape(values.length)
                .setContents(contents);
    }

    private static ModelInferRequest raw(String type, String bytes) {
        return ModelInferRequest.newBuilder()
                .setModelName("echo-" + type.toLowerCase(Locale.ROOT))
                .addInputs(InferInputTensor.newBuilder()
                        .setName("x")
                        .setDatatype(type)
                        .addShape(1)
                        .addShape(2))
                .addRawInputContents(ByteString.copyFrom(HexFormat.of().parseHex(bytes)))
                .build();
    }

    @Test
    void answersContentsWithContentsAndSaysWhereItIsRecorded() {
        try (InferenceClient client = client("inference")) {
            ModelInferResponse answer = client.infer(arithmetic()
                    .addOutputs(output("product"))
                    .addOutputs(output("sum"))
                    .build());
            assertEquals("arithmetic", answer.getModelName());
            assertEquals("1", answer.getModelVersion());
            assertEquals("42", answer.getId());
            assertEquals(List.of(1L, 3L), answer.getOutputs(0).getShapeList());
            assertEquals("product", answer.getOutputs(0).getName());
            assertEquals(
                    List.of(4f, 10f, 18f), answer.getOutputs(0).getContents().getFp32ContentsList());
            assertEquals(List.of(5f, 7f, 9f), answer.getOutputs(1).getContents().getFp32ContentsList());
            assertEquals(0, answer.getRawOutputContentsCount());
            assertNotNull(client.header("freehold-audit"));
            assertNotNull(client.header("x-request-id"));
        }
    }

    private static ModelInferRequest.InferRequestedOutputTensor output(String name) {
        return ModelInferRequest.InferRequestedOutputTensor.newBuilder()
                .setName(name)
                .build();
    }

    @ParameterizedTest
    @CsvSource({
        "BOOL,0100",
        "UINT8,00ff",
        "UINT16,0100ffff",
        "UINT32,01000000ffffffff",
        "UINT64,0100000000000000ffffffffffffffff",
        "INT8,807f",
        "INT16,0080ff7f",
        "INT32,00000080ffffff7f",
        "INT64,0000000000000080ffffffffffffff7f",
        "FP16,003c00fc",
        "BF16,803f80ff",
        "FP32,0000803fdb0f49c0",
        "FP64,182d4454fb2109400000000000000080",
        "BYTES,03000000e282ac0100000078"
    })
    void everyTypeGoesThroughAsBytes(String type, String bytes) {
        try (InferenceClient client = client("inference")) {
            ModelInferResponse answer = client.infer(raw(type, bytes));
            assertEquals(type, answer.getOutputs(0).getDatatype());
            assertEquals(
                    bytes,
                    HexFormat.of().formatHex(answer.getRawOutputContents(0).toByteArray()));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = TensorType.class,
            names = {"FP16", "BF16"},
            mode = EnumSource.Mode.EXCLUDE)
    void everyTypeButTheHalvesGoesThroughAsContents(TensorType type) throws TextFormat.ParseException {
        String list = switch (type) {
            case BOOL -> "bool_contents: [true, false]";
            case INT8 -> "int_contents: [-128, 127]";
            case INT16 -> "int_contents: [-32768, 32767]";
            case INT32 -> "int_contents: [-2147483648, 2147483647]";
            case INT64 -> "int64_contents: [-9223372036854775808, 1]";
            case UINT8 -> "uint_contents: [0, 255]";
            case UINT16 -> "uint_contents: [0, 65535]";
            case UINT32 -> "uint_contents: [0, 4294967295]";
            case UINT64 -> "uint64_contents: [0, 18446744073709551615]";
            case FP32 -> "fp32_contents: [1.5, -2]";
            case FP64 -> "fp64_contents: [1.5, -2]";
            case BYTES -> "bytes_contents: ['', 'abc']";
            case FP16, BF16 -> "";
        };
        InferTensorContents.Builder contents = InferTensorContents.newBuilder();
        TextFormat.merge(list, contents);
        try (InferenceClient client = client("inference")) {
            ModelInferResponse answer = client.infer(ModelInferRequest.newBuilder()
                    .setModelName("echo-" + type.name().toLowerCase(Locale.ROOT))
                    .addInputs(InferInputTensor.newBuilder()
                            .setName("x")
                            .setDatatype(type.name())
                            .addShape(1)
                            .addShape(2)
                            .setContents(contents))
                    .build());
            assertEquals(contents.build(), answer.getOutputs(0).getContents());
        }
    }

    @Test
    void eachMessageOfAStreamIsACallOfItsOwn() {
        try (InferenceClient client = client("inference")) {
            List<ModelInferRequest> requests = new ArrayList<>();
            for (int i = 0; i < 50; i++) {
                requests.add(arithmetic().setId("n" + i).build());
            }
            requests.set(7, arithmetic().setId("n7").setModelName("none").build());
            List<ModelStreamInferResponse> answers = client.stream(requests);
            assertEquals(50, answers.size());
            for (int i = 0; i < 50; i++) {
                assertEquals("n" + i, answers.get(i).getInferResponse().getId());
                assertEquals(i == 7, !answers.get(i).getErrorMessage().isEmpty());
            }
            assertEquals(
                    List.of(5f, 7f, 9f),
                    answers.get(49)
                            .getInferResponse()
                            .getOutputs(0)
                            .getContents()
                            .getFp32ContentsList());
        }
    }

    @Test
    void saysWhatThereIs() {
        try (InferenceClient client = client("inference")) {
            assertTrue(client.call(
                            "ServerLive",
                            ServerLiveRequest.getDefaultInstance(),
                            ServerLiveResponse.getDefaultInstance())
                    .getLive());
            assertTrue(client.call(
                            "ServerReady",
                            ServerReadyRequest.getDefaultInstance(),
                            ServerReadyResponse.getDefaultInstance())
                    .getReady());
            assertEquals(
                    "freehold",
                    client.call(
                                    "ServerMetadata",
                                    ServerMetadataRequest.getDefaultInstance(),
                                    ServerMetadataResponse.getDefaultInstance())
                            .getName());
            assertTrue(client.call(
                            "ModelReady",
                            ModelReadyRequest.newBuilder()
                                    .setName("counter")
                                    .setVersion("1")
                                    .build(),
                            ModelReadyResponse.getDefaultInstance())
                    .getReady());
            ModelMetadataResponse metadata = client.call(
                    "ModelMetadata",
                    ModelMetadataRequest.newBuilder().setName("arithmetic").build(),
                    ModelMetadataResponse.getDefaultInstance());
            assertEquals(List.of(-1L, 3L), metadata.getInputs(1).getShapeList());
            assertEquals("product", metadata.getOutputs(1).getName());
            assertTrue(client
                    .call(
                            "RepositoryIndex",
                            RepositoryIndexRequest.getDefaultInstance(),
                            RepositoryIndexResponse.getDefaultInstance())
                    .getModelsList()
                    .stream()
                    .anyMatch(model -> model.getName().equals("acme/arithmetic")
                            && model.getState().equals("READY")));
        }
    }

    /** Every method, with a message that it would answer or refuse for itself. */
    private static Map<String, Message> methods() {
        Map<String, Message> methods = new LinkedHashMap<>();
        methods.put("ServerLive", ServerLiveRequest.getDefaultInstance());
        methods.put("ServerReady", ServerReadyRequest.getDefaultInstance());
        methods.put("ServerMetadata", ServerMetadataRequest.getDefaultInstance());
        methods.put("ModelReady", ModelReadyRequest.getDefaultInstance());
        methods.put("ModelMetadata", ModelMetadataRequest.getDefaultInstance());
        methods.put("ModelInfer", arithmetic().build());
        methods.put("ModelStreamInfer", arithmetic().build());
        methods.put("RepositoryIndex", RepositoryIndexRequest.getDefaultInstance());
        methods.put("RepositoryModelLoad", RepositoryModelLoadRequest.getDefaultInstance());
        methods.put("RepositoryModelUnload", RepositoryModelUnloadRequest.getDefaultInstance());
        methods.put("Nonsense", ServerLiveRequest.getDefaultInstance());
        return methods;
    }

    @ParameterizedTest
    @CsvSource({
        "'', UNAUTHENTICATED",
        "fh_live_x, UNAUTHENTICATED",
        "auditor, PERMISSION_DENIED",
        "admin, PERMISSION_DENIED",
        "operator, PERMISSION_DENIED"
    })
    void noMethodIsOpenToOthers(String who, Status.Code expected) {
        String key = expected == Status.Code.PERMISSION_DENIED ? TestKeys.create(who) : who;
        try (InferenceClient client = as(key)) {
            methods()
                    .forEach((method, message) -> assertEquals(
                            expected,
                            refusal(() -> client.call(method, message, ServerLiveResponse.getDefaultInstance())),
                            method));
        }
    }

    private static Status.Code refusal(Runnable call) {
        return assertThrows(StatusRuntimeException.class, call::run).getStatus().getCode();
    }

    @Test
    void modelsAreNotLoadedFromOutside() {
        try (InferenceClient client = client("inference")) {
            assertEquals(
                    Status.Code.PERMISSION_DENIED,
                    refusal(() -> client.call(
                            "RepositoryModelLoad",
                            RepositoryModelLoadRequest.newBuilder()
                                    .setModelName("counter")
                                    .build(),
                            RepositoryModelLoadResponse.getDefaultInstance())));
            assertEquals(
                    Status.Code.PERMISSION_DENIED,
                    refusal(() -> client.call(
                            "RepositoryModelUnload",
                            RepositoryModelUnloadRequest.getDefaultInstance(),
                            RepositoryModelUnloadResponse.getDefaultInstance())));
            assertEquals(
                    Status.Code.UNIMPLEMENTED,
                    refusal(() -> client.call(
                            "Nonsense",
                            ServerLiveRequest.getDefaultInstance(),
                            ServerLiveResponse.getDefaultInstance())));
        }
    }

    @Test
    void whatIsWrongHasItsStatusAndNamesTheField() {
        try (InferenceClient client = client("inference")) {
            Map<ModelInferRequest, String> wrong = new LinkedHashMap<>();
            wrong.put(arithmetic().setModelName("none").build(), "NOT_FOUND model");
            wrong.put(arithmetic().setModelVersion("2").build(), "NOT_FOUND version");
            wrong.put(arithmetic().removeInputs(1).build(), "INVALID_ARGUMENT 'b' is missing");
            wrong.put(arithmetic().setInputs(1, floats("b", 1, 2)).build(), "INVALID_ARGUMENT inputs[1].shape");
            wrong.put(arithmetic().setInputs(1, floats("b", 1, 2, Float.NaN)).build(), "INVALID_ARGUMENT NaN");
            wrong.put(
                    arithmetic()
                            .setInputs(1, floats("b", 1, 2, 3).setDatatype("INT32"))
                            .build(),
                    "INVALID_ARGUMENT inputs[1].contents");
            wrong.put(
                    arithmetic()
                            .setInputs(1, floats("b", 1, 2, 3).setShape(0, -1))
                            .build(),
                    "INVALID_ARGUMENT inputs[1].shape");
            wrong.put(
                    arithmetic()
                            .setInputs(1, floats("b", 1, 2, 3).setShape(0, 1_000_000_000))
                            .build(),
                    "INVALID_ARGUMENT inputs[1].data");
            wrong.put(
                    arithmetic().addRawInputContents(ByteString.EMPTY).build(), "INVALID_ARGUMENT raw_input_contents");
            wrong.put(raw("FP32", "0000803f0000"), "INVALID_ARGUMENT inputs[0].data");
            wrong.put(raw("BYTES", "04000000"), "INVALID_ARGUMENT inputs[0].data");
            wrong.put(arithmetic().addOutputs(output("none")).build(), "INVALID_ARGUMENT outputs[0].name");
            wrong.forEach((request, expected) -> {
                Status status = assertThrows(StatusRuntimeException.class, () -> client.infer(request))
                        .getStatus();
                String[] parts = expected.split(" ", 2);
                assertEquals(Status.Code.valueOf(parts[0]), status.getCode(), expected);
                assertTrue(String.valueOf(status.getDescription()).contains(parts[1]), () -> expected + ": " + status);
            });
        }
    }

    @Test
    void aMessageThatIsTooLargeOrCompressedIsRefused() {
        try (InferenceClient client = client("inference")) {
            ByteString large = ByteString.copyFrom(new byte[5 << 20]);
            assertEquals(
                    Status.Code.RESOURCE_EXHAUSTED,
                    refusal(() -> client.infer(ModelInferRequest.newBuilder()
                            .setModelName("echo-fp32")
                            .addRawInputContents(large)
                            .build())));
        }
        try (InferenceClient client = client("inference").compressing()) {
            assertEquals(
                    Status.Code.UNIMPLEMENTED,
                    refusal(() -> client.infer(arithmetic().build())));
        }
    }

    @Test
    void elementsCountAgainstTheLimit() {
        String key = TestKeys.create(Map.of(
                "name", "few", "roles", List.of("inference"), "limits", List.of(limit("total_tokens", "day", 11))));
        try (InferenceClient client = as(key)) {
            client.infer(arithmetic().build());
            assertEquals(
                    Status.Code.RESOURCE_EXHAUSTED,
                    refusal(() -> client.infer(arithmetic().build())));
        }
    }

    @Test
    void theLogSaysWhoRanWhatAndWhoWasRefused() {
        try (InferenceClient client = client("inference")) {
            client.infer(arithmetic().build());
            var log = TestKeys.as(TestKeys.bootstrap())
                    .get("/admin/v1/audit?request=" + client.header("x-request-id"))
                    .jsonPath();
            assertEquals(List.of("settle", "admit"), log.getList("entries.kind"));
            assertEquals("infer", log.getString("entries[0].action"));
            assertEquals("/inference.GRPCInferenceService/ModelInfer", log.getString("entries[0].http.route"));
        }
        try (InferenceClient client = as("")) {
            assertEquals(
                    Status.Code.UNAUTHENTICATED,
                    refusal(() -> client.infer(arithmetic().build())));
        }
        var denied = TestKeys.as(TestKeys.bootstrap())
                .get("/admin/v1/audit?kind=deny")
                .jsonPath();
        assertTrue(denied.getList("entries.http.route").contains("/inference.GRPCInferenceService/ModelInfer"));
    }
}
