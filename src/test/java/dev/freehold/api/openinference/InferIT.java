package dev.freehold.api.openinference;

import static dev.freehold.TestKeys.as;
import static dev.freehold.TestKeys.limit;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.notNullValue;
import static org.hamcrest.Matchers.nullValue;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.TestKeys;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.RestAssured;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.response.ValidatableResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Tensors over HTTP, behind the same door as everything else. */
@QuarkusTest
@QuarkusTestResource(value = Graphs.class, restrictToAnnotatedClass = true)
class InferIT {
    private static final String A = "{'name':'a','shape':[1,3],'datatype':'FP32','data':[1,2,3]}";
    private static final String B = "{'name':'b','shape':[1,3],'datatype':'FP32','data':[0.5,0.25,-1e-3]}";

    @TestHTTPResource("/")
    URI server = URI.create("/");

    private String key = "";

    @BeforeEach
    void makeKey() {
        key = TestKeys.create("inference");
    }

    private ValidatableResponse post(String path, String body) {
        return as(key).contentType(ContentType.JSON)
                .body(body.replace('\'', '"'))
                .post(path)
                .then();
    }

    private Response binary(String model, String json, byte[]... tensors) {
        byte[] head = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        ByteBuffer body = ByteBuffer.allocate(head.length
                + Arrays.stream(tensors).mapToInt(tensor -> tensor.length).sum());
        body.put(head);
        Arrays.stream(tensors).forEach(body::put);
        return as(key).header("Inference-Header-Content-Length", head.length)
                .contentType(ContentType.BINARY)
                .body(body.array())
                .post("/v2/models/" + model + "/infer");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v2/models/arithmetic/infer",
                "/v2/models/arithmetic/versions/1/infer",
                "/v2/models/acme/arithmetic/infer",
                "/v2/models/acme/arithmetic/versions/1/infer"
            })
    void runsAGraphOnTensorsInJson(String path) {
        post(path, "{'id':'42','inputs':[" + A + "," + B + "]}")
                .statusCode(200)
                .contentType("application/json")
                .header("Freehold-Audit", notNullValue())
                .header("Inference-Header-Content-Length", nullValue())
                .body("id", equalTo("42"))
                .body("model_name", equalTo(path.contains("acme") ? "acme/arithmetic" : "arithmetic"))
                .body("model_version", equalTo("1"))
                .body("outputs.name", equalTo(List.of("sum", "product")))
                .body("outputs.datatype", equalTo(List.of("FP32", "FP32")))
                .body("outputs[0].shape", equalTo(List.of(1, 3)))
                .body("outputs[0].data", equalTo(List.of(1.5f, 2.25f, 2.999f)))
                .body("outputs[1].data", equalTo(List.of(0.5f, 0.5f, -0.003f)));
    }

    @Test
    void takesNestedArraysAndGivesTheOutputsThatAreNamed() {
        post(
                        "/v2/models/arithmetic/infer",
                        "{'inputs':[{'name':'b','shape':[2,3],'datatype':'FP32','data':[[1,1,1],[2,2,2]]},"
                                + "{'name':'a','shape':[2,3],'datatype':'FP32','data':[1,2,3,4,5,6]}],"
                                + "'outputs':[{'name':'product'}]}")
                .statusCode(200)
                .body("id", nullValue())
                .body("outputs.name", equalTo(List.of("product")))
                .body("outputs[0].data", equalTo(List.of(1f, 2f, 3f, 8f, 10f, 12f)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "BOOL|0100|true,false",
                "UINT8|00ff|0,255",
                "UINT16|0000ffff|0,65535",
                "UINT32|00000000ffffffff|0,4294967295",
                "UINT64|0000000000000000ffffffffffffffff|0,18446744073709551615",
                "INT8|807f|-128,127",
                "INT16|0080ff7f|-32768,32767",
                "INT32|00000080ffffff7f|-2147483648,2147483647",
                "INT64|0000000000000080ffffffffffffff7f|-9223372036854775808,9223372036854775807",
                "FP16|003c00fc|",
                "BF16|803f80ff|",
                "FP32|0000803fdb0f49c0|1.0,-3.1415927",
                "FP64|182d4454fb2109400000000000000080|3.141592653589793,-0.0",
                "BYTES|00000000050000006772c3bc6e|\"\",\"grün\"",
                "BYTES|03000000e282ac0100000078|\"€\",\"x\""
            })
    void everyTypeGoesThroughUnchangedAsBytesAndAsJson(String type, String bytes, String json) {
        byte[] sent = HexFormat.of().parseHex(bytes);
        String model = "echo-" + type.toLowerCase(Locale.ROOT);
        Response answer = binary(
                model,
                "{'parameters':{'binary_data_output':true},'inputs':[{'name':'x','shape':[1,2],'datatype':'%s',"
                                .formatted(type)
                        + "'parameters':{'binary_data_size':%d}}]}".formatted(sent.length),
                sent);
        answer.then().statusCode(200).contentType("application/octet-stream");
        int head = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        byte[] whole = answer.asByteArray();
        assertArrayEquals(sent, Arrays.copyOfRange(whole, head, whole.length));
        String described = new String(whole, 0, head, StandardCharsets.UTF_8);
        assertTrue(described.contains("\"binary_data_size\":" + sent.length), described);
        if (json == null) {
            assertRefused(
                    model,
                    "{'inputs':[{'name':'x','shape':[1,2],'datatype':'%s','data':[1,2]}]}".formatted(type),
                    "inputs[0].data");
            return;
        }
        String text = as(key).contentType(ContentType.JSON)
                .body("{\"inputs\":[{\"name\":\"x\",\"shape\":[1,2],\"datatype\":\"%s\",\"data\":[%s]}]}"
                        .formatted(type, json))
                .post("/v2/models/" + model + "/infer")
                .asString();
        assertTrue(text.contains("\"data\":[" + json + "]"), text);
    }

    private void assertRefused(String model, String body, String field) {
        post("/v2/models/" + model + "/infer", body).statusCode(400).body("error", containsString(field));
    }

    @Test
    void aGraphsStateIsTheCallers() {
        List<Float> state = List.of(0f, 0f);
        for (int i = 1; i <= 3; i++) {
            state = post(
                            "/v2/models/counter/infer",
                            "{'inputs':[{'name':'x','shape':[1,2],'datatype':'FP32','data':[1,10]},"
                                    + "{'name':'state','shape':[1,2],'datatype':'FP32','data':%s}]}".formatted(state))
                    .statusCode(200)
                    .extract()
                    .path("outputs[0].data");
        }
        assertEquals(List.of(3f, 30f), state);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{'inputs':[]}|'a' is missing",
                "{'inputs':[A]}|'b' is missing",
                "{'inputs':[A,A]}|inputs[1].name",
                "{'inputs':[A,B,{'name':'c','shape':[1],'datatype':'FP32','data':[1]}]}|inputs[2].name",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP64','data':[1,2,3]}]}|inputs[1].datatype",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP31','data':[1,2,3]}]}|inputs[1].datatype",
                "{'inputs':[A,{'name':'b','shape':[3],'datatype':'FP32','data':[1,2,3]}]}|inputs[1].shape",
                "{'inputs':[A,{'name':'b','shape':[1,4],'datatype':'FP32','data':[1,2,3,4]}]}|inputs[1].shape",
                "{'inputs':[A,{'name':'b','shape':[1,-3],'datatype':'FP32','data':[1,2,3]}]}|inputs[1].shape[1]",
                "{'inputs':[A,{'name':'b','shape':[1,3.5],'datatype':'FP32','data':[1,2,3]}]}|inputs[1].shape[1]",
                "{'inputs':[A,{'name':'b','shape':[0,3],'datatype':'FP32','data':[]}]}|inputs[1].shape",
                "{'inputs':[A,{'name':'b','shape':[1000000000,3],'datatype':'FP32','data':[1]}]}|inputs[1].data",
                "{'inputs':[A,{'name':'b','shape':[9223372036854775807,3],'datatype':'FP32','data':[1]}]}|inputs[1].data",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','data':[1,2]}]}|inputs[1].data",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','data':[1,2,'3']}]}|inputs[1].data[2]",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','data':[1,2,1e39]}]}|inputs[1].data[2]",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','data':[1,2,NaN]}]}|JSON",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','data':[[1,2],[3]]}]}|inputs[1].data",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32'}]}|inputs[1].data",
                "{'inputs':[A,{'name':'b','shape':[1,3],'datatype':'FP32','dta':[1,2,3]}]}|inputs[1].dta",
                "{'inputs':[A,B],'outputs':[{'name':'quotient'}]}|outputs[0].name",
                "{'inputs':[A,B],'outputs':[{'name':'sum'},{'name':'sum'}]}|outputs[1].name",
                "{'inputs':[A,B],'outputs':[{'name':'sum','parameters':{'classification':3}}]}|outputs[0].parameters",
                "{'inputs':[A,B],'parameters':{'sequence_id':7}}|parameters.sequence_id",
                "{'inputs':[A,B],'model_name':'counter'}|model_name",
                "{'inputs':'A'}|inputs"
            })
    void whatDoesNotFitIsRefusedByName(String body, String field) {
        String request = body.replace("[A", "[" + A).replace(",A", "," + A).replace(",B", "," + B);
        assertRefused("arithmetic", request, field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "INT8|[1,128]|inputs[0].data[1]",
                "UINT8|[-1,1]|inputs[0].data[0]",
                "UINT64|[1,18446744073709551616]|inputs[0].data[1]",
                "INT64|[1,1.0]|inputs[0].data[1]",
                "BOOL|[1,true]|inputs[0].data[0]",
                "BYTES|['a',1]|inputs[0].data[1]"
            })
    void numbersThatDoNotFitTheirTypeAreRefused(String type, String data, String field) {
        assertRefused(
                "echo-" + type.toLowerCase(Locale.ROOT),
                "{'inputs':[{'name':'x','shape':[1,2],'datatype':'%s','data':%s}]}".formatted(type, data),
                field);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "FP32|8|0000803f|binary_data_size",
                "FP32|8|0000803f0000803f00|body has 1 bytes more",
                "FP32|7|0000803f000080|inputs[0].data",
                "FP32|8|0000803f0000c07f|NaN",
                "FP64|16|0000000000000000000000000000f8ff|NaN",
                "FP16|4|003c017e|NaN",
                "BF16|4|803fc17f|NaN",
                "BOOL|2|0002|inputs[0].data",
                "BYTES|8|0400000061626364|inputs[0].data",
                "BYTES|8|00000000ffffffff|inputs[0].data",
                "BYTES|8|00000000ffffff7f|inputs[0].data",
                "BYTES|10|0100000061010000 00ff|UTF-8",
                "BYTES|12|00000000 04000000 f09f8ea8|U+FFFF"
            })
    void bytesThatAreNotTheTensorAreRefused(String type, int size, String bytes, String message) {
        binary(
                        "echo-" + type.toLowerCase(Locale.ROOT),
                        "{'inputs':[{'name':'x','shape':[1,2],'datatype':'%s','parameters':{'binary_data_size':%d}}]}"
                                .formatted(type, size),
                        HexFormat.of().parseHex(bytes.replace(" ", "")))
                .then()
                .statusCode(400)
                .body("error", containsString(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "x", "99999"})
    void aHeaderThatIsNotTheLengthOfTheJsonIsRefused(String length) {
        as(key).header("Inference-Header-Content-Length", length)
                .body("{}")
                .post("/v2/models/arithmetic/infer")
                .then()
                .statusCode(400)
                .body("error", containsString("Inference-Header-Content-Length"));
    }

    /** Where bytes lie in memory must make no difference. */
    @Test
    void headersOfAnyLengthLeaveTheTensorsAlone() {
        byte[] tensor = HexFormat.of().parseHex("0000803f00000040");
        for (int i = 0; i < 9; i++) {
            Response answer = binary(
                    "echo-fp32",
                    "{'id':'%s','inputs':[{'name':'x','shape':[1,2],'datatype':'FP32','parameters':{'binary_data_size':8}}]}"
                            .formatted("i".repeat(i)),
                    tensor);
            answer.then().statusCode(200).body("outputs[0].data", equalTo(List.of(1f, 2f)));
        }
    }

    @Test
    void aLargeTensorComesBackAsItWas() {
        byte[] tensor = new byte[1 << 20];
        for (int i = 0; i < tensor.length; i++) {
            tensor[i] = (byte) ((i * 31) >> 8);
        }
        Response answer = binary(
                "echo-uint8",
                "{'parameters':{'binary_data_output':true},'inputs':[{'name':'x','shape':[1024,1024],'datatype':'UINT8',"
                        + "'parameters':{'binary_data_size':1048576}}]}",
                tensor);
        answer.then().statusCode(200);
        byte[] whole = answer.asByteArray();
        assertArrayEquals(tensor, Arrays.copyOfRange(whole, whole.length - tensor.length, whole.length));
    }

    @Test
    void aBodyInChunksIsABodyToo() throws IOException {
        String body = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[2.5]}]}";
        String request = "POST /v2/models/echo-fp32/infer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                + Integer.toHexString(body.length()) + "\r\n" + body + "\r\n0\r\n\r\n";
        String answer = exchange(request);
        assertTrue(answer.startsWith("HTTP/1.1 200 ") && answer.contains("[2.5]"), answer);
    }

    @Test
    void whoeverAsksWhetherToSendTheBodyIsTold() throws IOException {
        String body = "{\"inputs\":[{\"name\":\"x\",\"shape\":[1,1],\"datatype\":\"FP32\",\"data\":[2.5]}]}";
        String request = "POST /v2/models/echo-fp32/infer HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Authorization: Bearer " + key + "\r\nExpect: 100-continue\r\nContent-Length: " + body.length()
                + "\r\n\r\n" + body;
        String answer = exchange(request);
        assertTrue(answer.startsWith("HTTP/1.1 100 Continue") && answer.contains("[2.5]"), answer);
    }

    /** Half a body and then nothing must leave nothing behind that the next call trips over. */
    @Test
    void clientsThatLeaveHalfWayHarmNobody() throws IOException {
        for (int i = 0; i < 20; i++) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
                socket.getOutputStream()
                        .write(("POST /v2/models/echo-fp32/infer HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer "
                                        + key + "\r\nContent-Length: 100000\r\n\r\n{\"inputs\":[")
                                .getBytes(StandardCharsets.US_ASCII));
            }
        }
        post("/v2/models/arithmetic/infer", "{'inputs':[" + A + "," + B + "]}").statusCode(200);
    }

    private String exchange(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.getPort())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void anOutputMayBeBytesWhileAnotherIsJson() {
        Response answer = binary(
                "arithmetic",
                "{'inputs':[" + A + "," + B + "],'outputs':[{'name':'product','parameters':{'binary_data':true}},"
                        + "{'name':'sum'}]}");
        answer.then().statusCode(200);
        byte[] whole = answer.asByteArray();
        int head = Integer.parseInt(answer.header("Inference-Header-Content-Length"));
        assertEquals(
                0.5f,
                ByteBuffer.wrap(whole, head, 12).order(ByteOrder.LITTLE_ENDIAN).getFloat());
        assertTrue(new String(whole, 0, head, StandardCharsets.UTF_8).contains("\"data\":[1.5,2.25,2.999]"));
    }

    @Test
    void infinityHasNoFormInJsonAndCostsNothing() {
        key = TestKeys.create(Map.of(
                "name", "inf", "roles", List.of("inference"), "limits", List.of(limit("input_tokens", "day", 6))));
        String infinite =
                "{'inputs':[{'name':'x','shape':[1,1],'datatype':'FP32','parameters':{'binary_data_size':4}}]}";
        binary("echo-fp32", infinite, HexFormat.of().parseHex("0000807f"))
                .then()
                .statusCode(400)
                .body("error", containsString("binary_data"));
        post("/v2/models/arithmetic/infer", "{'inputs':[" + A + "," + B + "]}").statusCode(200);
    }

    @Test
    void elementsCountAgainstTheLimit() {
        key = TestKeys.create(Map.of(
                "name", "few", "roles", List.of("inference"), "limits", List.of(limit("total_tokens", "day", 11))));
        String body = "{'inputs':[" + A + "," + B + "]}";
        post("/v2/models/arithmetic/infer", body).statusCode(200);
        post("/v2/models/arithmetic/infer", body).statusCode(429).body("error", notNullValue());
    }

    @Test
    void theLogSaysWhoRanWhat() {
        String request = post("/v2/models/arithmetic/infer", "{'inputs':[" + A + "," + B + "]}")
                .statusCode(200)
                .extract()
                .header("x-request-id");
        var log = as(TestKeys.bootstrap())
                .get("/admin/v1/audit?request=" + request)
                .jsonPath();
        assertEquals(List.of("settle", "admit"), log.getList("entries.kind"));
        assertEquals("infer", log.getString("entries[0].action"));
        assertEquals("arithmetic", log.getString("entries[0].model.id"));
        assertEquals("/v2/models/{model}/infer", log.getString("entries[0].http.route"));
    }

    @Test
    void saysWhatAModelTakesAndGives() {
        for (String path : List.of("/v2/models/arithmetic", "/v2/models/arithmetic/versions/1")) {
            as(key).get(path)
                    .then()
                    .statusCode(200)
                    .body("name", equalTo("arithmetic"))
                    .body("versions", equalTo(List.of("1")))
                    .body("platform", equalTo("onnx_onnxv1"))
                    .body("inputs.name", equalTo(List.of("a", "b")))
                    .body("inputs[0].shape", equalTo(List.of(-1, 3)))
                    .body("outputs.datatype", equalTo(List.of("FP32", "FP32")));
        }
        for (String type : List.of("UINT16", "UINT32", "UINT64", "BYTES", "BF16")) {
            as(key).get("/v2/models/echo-" + type.toLowerCase(Locale.ROOT))
                    .then()
                    .body("inputs[0].datatype", equalTo(type))
                    .body("outputs[0].datatype", equalTo(type));
        }
    }

    @Test
    void saysWhatItIsAndThatItServes() {
        as(key).get("/v2")
                .then()
                .statusCode(200)
                .body("name", equalTo("freehold"))
                .body("extensions", hasItem("binary_tensor_data"));
        as(key).get("/v2/health/live").then().statusCode(200).body("live", equalTo(true));
        as(key).get("/v2/health/ready").then().statusCode(200).body("ready", equalTo(true));
        as(key).get("/v2/models/acme/arithmetic/ready").then().statusCode(200).body("ready", equalTo(true));
        as(key).get("/v2/models/counter/versions/1/ready").then().statusCode(200);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET|/v2/models/none",
                "GET|/v2/models/none/ready",
                "GET|/v2/models/counter/versions/2",
                "GET|/v2/models/counter/versions/2/ready",
                "POST|/v2/models/none/infer",
                "POST|/v2/models/counter/versions/2/infer",
                "POST|/v2/none",
                "GET|/v2/repository"
            })
    void whatIsNotThereIs404InTheProtocolsShape(String method, String path) {
        var request = as(key);
        if (method.equals("POST")) {
            request.contentType(ContentType.JSON).body("{\"inputs\":[]}");
        }
        request.request(method, path)
                .then()
                .statusCode(404)
                .body("keySet()", hasItem("error"))
                .body("error", containsString("no"));
    }

    @Test
    void nobodyRunsAnythingWithoutAKeyOrARoleOrTheModel() {
        RestAssured.given()
                .body("{}")
                .post("/v2/models/counter/infer")
                .then()
                .statusCode(401)
                .body("error", containsString("API key"));
        as(TestKeys.create("auditor"))
                .body("{}")
                .post("/v2/models/counter/infer")
                .then()
                .statusCode(403)
                .body("error", notNullValue());
        key = TestKeys.create(
                Map.of("name", "one", "roles", List.of("inference"), "models", List.of("counter"), "unlimited", true));
        post("/v2/models/arithmetic/infer", "{'inputs':[]}").statusCode(404);
    }

    @Test
    void aModelThatReadsTextsTakesNoTensorsAndTheOtherWayRound() {
        as(key).get("/v2/models/freehold-embed").then().statusCode(400).body("error", containsString("tensors"));
        post("/v2/models/freehold-embed/infer", "{'inputs':[]}").statusCode(400);
        post("/v1/embeddings", "{'model':'counter','input':'a'}").statusCode(400);
        post("/v1/tokenize", "{'model':'counter','prompt':'a'}").statusCode(400);
    }

    @Test
    void aGraphWithAnUnknownOperatorIsReportedAndHarmsNobody() {
        as(TestKeys.create("operator"))
                .get("/admin/v1/models")
                .then()
                .statusCode(200)
                .body("refused.folder", hasItem("oracle"))
                .body("refused.find { it.folder == 'oracle' }.reason", containsString("Prophesy"));
        as(key).get("/v1/models").then().body("data.kind", hasItem("tensor"));
    }
}
