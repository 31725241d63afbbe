package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import dev.freehold.tlog.TlogProof;
import dev.freehold.tlog.VerifierKey;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What callers can prove with the packaged gateway, and what it refuses to start on. */
class CheckpointsIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String EMBEDDING = "{\"model\":\"freehold-embed\",\"input\":\"Hello\"}";
    private static final String CHAT =
            "{\"model\":\"freehold-guide\",\"max_tokens\":4,\"stream\":true,\"messages\":[{\"role\":\"user\",\"content\":\"Hi\"}]}";

    @TempDir
    Path home;

    @Test
    void aCallerProvesTheOwnCallsAndNobodyElses() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            String admin = gateway.bootstrapKey();
            JsonNode other = JSON.readTree(
                    gateway.post("/admin/v1/keys", admin, "{\"name\":\"other\",\"roles\":[\"inference\"]}")
                            .body());
            HttpResponse<InputStream> streamed = gateway.open("/v1/chat/completions", admin, CHAT);
            streamed.body().readAllBytes();
            List<HttpResponse<?>> answers = List.of(
                    gateway.post("/v1/embeddings", admin, EMBEDDING),
                    streamed,
                    gateway.post("/v1/embeddings", admin, EMBEDDING.replace("embed", "nothing")));
            VerifierKey key = VerifierKey.parse(
                    gateway.get("/admin/v1/audit/verifier-keys").body().strip());
            for (HttpResponse<?> answer : answers) {
                String receipt = answer.headers().firstValue("Freehold-Audit").orElseThrow();
                assertTrue(receipt.startsWith(key.name() + "/"), receipt);
                String index = receipt.substring(key.name().length() + 1, receipt.indexOf(';'));
                Hash leaf = Hash.of(Base64.getUrlDecoder().decode(receipt.substring(receipt.indexOf(";h=") + 3)));
                HttpResponse<String> proof = proof(gateway, index);

                assertEquals(200, proof.statusCode(), proof.body());
                assertTrue(TlogProof.parse(proof.body()).proves(leaf, key));
                assertEquals(
                        Long.parseLong(index), TlogProof.parse(proof.body()).index());
                assertEquals(
                        404,
                        gateway.get("/v1/audit/proof/" + index, other.get("key").asText())
                                .statusCode());
            }
            for (String strange : List.of("999999999", "-1", "x", "01", "0", "99999999999999999999")) {
                assertEquals(404, gateway.get("/v1/audit/proof/" + strange).statusCode(), strange);
            }
            assertEquals(200, gateway.get("/admin/v1/audit/tile/0/000.p/3").statusCode());
            assertEquals(404, gateway.get("/admin/v1/audit/tile/0/000").statusCode());
            assertEquals(404, gateway.get("/admin/v1/audit/tile/0/x999/999.p/1").statusCode());
            assertEquals(
                    200, gateway.get("/admin/v1/audit/tile/entries/000.p/3").statusCode());
            assertEquals(0, gateway.terminate());
        }
        Checkpoint last = checkpoint();
        assertEquals(last.text(), Files.readString(home.resolve("data/audit/state/last-signed")));
    }

    /** As a client does that is told to come again: a machine may be too busy to sign every second. */
    private static HttpResponse<String> proof(GatewayProcess gateway, String index) throws Exception {
        HttpResponse<String> proof = gateway.get("/v1/audit/proof/" + index);
        for (int i = 0; i < 10 && proof.statusCode() == 503; i++) {
            assertTrue(proof.headers().firstValue("retry-after").isPresent());
            proof = gateway.get("/v1/audit/proof/" + index);
        }
        return proof;
    }

    private Checkpoint checkpoint() throws IOException {
        return Checkpoint.parse(SignedNote.parse(Files.readString(home.resolve("data/audit/checkpoint")))
                .text());
    }

    @Test
    void whatIsDerivedIsMadeAgainAfterAKill() throws Exception {
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            for (int i = 0; i < 20; i++) {
                gateway.post("/v1/embeddings", gateway.bootstrapKey(), EMBEDDING);
            }
            Thread.sleep(1500);
            gateway.kill();
        }
        Checkpoint before = checkpoint();
        deleteTiles();
        Files.delete(home.resolve("data/audit/checkpoint"));
        try (GatewayProcess gateway = GatewayProcess.start(home)) {
            String key = gateway.bootstrapKey();
            HttpResponse<String> answer = gateway.post("/v1/embeddings", key, EMBEDDING);
            String receipt = answer.headers().firstValue("Freehold-Audit").orElseThrow();
            String index = receipt.substring(receipt.lastIndexOf('/', receipt.indexOf(';')) + 1, receipt.indexOf(';'));
            HttpResponse<String> proof = gateway.get("/v1/audit/proof/" + index, key);

            assertEquals(200, proof.statusCode(), proof.body());
            assertTrue(checkpoint().size() > before.size());
        }
    }

    private void deleteTiles() throws IOException {
        try (Stream<Path> tiles = Files.walk(home.resolve("data/audit/tile"))) {
            for (Path tile : tiles.filter(Files::isRegularFile).toList()) {
                Files.delete(tile);
            }
        }
    }

    @Test
    void aLogThatLostItsEndOrItsStateOrIsAnOlderCopyIsNotServed() throws Exception {
        Path anchors = home.resolve("anchors");
        Map<String, String> settings =
                Map.of("FREEHOLD_AUDIT_ANCHOR_FILE", anchors.toString(), "FREEHOLD_AUDIT_ANCHOR_INTERVAL", "1s");
        try (GatewayProcess gateway = GatewayProcess.start(home, settings)) {
            gateway.post("/v1/embeddings", gateway.bootstrapKey(), EMBEDDING);
            Thread.sleep(3000);
            assertEquals(0, gateway.terminate());
        }
        Path data = home.resolve("data");
        Path segment = data.resolve("audit/00000000000000000000.seg");
        byte[] whole = Files.readAllBytes(segment);
        Files.write(segment, java.util.Arrays.copyOf(whole, whole.length - 8));
        assertRefused("it has ", Map.of());
        Files.write(segment, whole);

        Path state = data.resolve("audit/state/last-signed");
        String signed = Files.readString(state);
        Files.delete(state);
        assertRefused("is gone", Map.of());
        Files.writeString(state, signed);

        copy(data, home.resolve("older"));
        try (GatewayProcess gateway = GatewayProcess.start(home, settings)) {
            gateway.post("/v1/embeddings", gateway.bootstrapKey(), EMBEDDING);
            Thread.sleep(3000);
            gateway.kill();
        }
        Files.move(data, home.resolve("newer"));
        Files.move(home.resolve("older"), data);
        assertRefused("the anchor file " + anchors + " knows of", settings);
        assertFalse(Files.readString(anchors).isEmpty());
    }

    private void assertRefused(String why, Map<String, String> settings) throws Exception {
        ProcessBuilder builder = GatewayProcess.command(home).redirectErrorStream(true);
        builder.environment().put("QUARKUS_HTTP_PORT", "0");
        builder.environment().put("QUARKUS_MANAGEMENT_PORT", "0");
        builder.environment().putAll(settings);
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));

        assertEquals(67, process.exitValue(), output);
        assertTrue(output.contains(why), output);
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path path : all.toList()) {
                Files.copy(path, to.resolve(from.relativize(path).toString()));
            }
        }
    }

    @Test
    void aWitnessOfTheSameJarCosigns() throws Exception {
        Path key = home.resolve("signing.pem");
        SigningKey signing = SigningKey.generate("log.example/1", SignatureKind.LOG);
        Files.writeString(key, signing.pem());
        Process witness = GatewayProcess.command(
                        home,
                        "witness",
                        "--name",
                        "witness.example/w",
                        "--log",
                        signing.verifier().toString(),
                        "--home",
                        home.resolve("witness").toString(),
                        "--port",
                        "0")
                .redirectErrorStream(true)
                .start();
        try (var lines = witness.inputReader()) {
            String port = lines.readLine().replaceFirst(".*:([0-9]+),.*", "$1");
            String vkey = lines.lines()
                    .filter(line -> line.startsWith("  key "))
                    .findFirst()
                    .orElseThrow()
                    .substring(6);
            Map<String, String> settings = Map.of(
                    "FREEHOLD_AUDIT_CHECKPOINT_ORIGIN",
                    "log.example/1",
                    "FREEHOLD_AUDIT_CHECKPOINT_KEY_FILE",
                    key.toString(),
                    "FREEHOLD_AUDIT_ANCHOR_WITNESS_W_URL",
                    "http://127.0.0.1:" + port,
                    "FREEHOLD_AUDIT_ANCHOR_WITNESS_W_KEY",
                    vkey,
                    "FREEHOLD_AUDIT_ANCHOR_INTERVAL",
                    "1s");
            try (GatewayProcess gateway = GatewayProcess.start(home, settings)) {
                boolean isCosigned = false;
                for (int i = 0; i < 50 && !isCosigned; i++) {
                    Thread.sleep(200);
                    SignedNote note = SignedNote.parse(
                            gateway.get("/admin/v1/audit/checkpoint").body());
                    assertTrue(note.isSignedBy(signing.verifier()));
                    isCosigned = VerifierKey.parse(vkey).cosignedAt(note).isPresent();
                }
                assertTrue(isCosigned);
            }
        } finally {
            witness.destroy();
        }
    }
}
