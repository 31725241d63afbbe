package dev.freehold.registry.signing;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ModelSignatureTest {
    @TempDir
    Path home;

    private SignedFolder model;

    @BeforeEach
    void sign() throws Exception {
        model = model("secp256r1").sign();
    }

    private SignedFolder model(String curve) throws Exception {
        return new SignedFolder(home.resolve("model"), home.resolve("keys"), curve)
                .with("config.json", "{}")
                .with("onnx/model.onnx", "weights")
                .with("\uFFFFlast-but-one", "1")
                .with("\uD83D\uDE00last", "2")
                .with("empty", "");
    }

    private String reason() {
        return assertThrows(InvalidSignature.class, model::verify).reason();
    }

    private void assertRefused(String expected) {
        String reason = reason();
        assertTrue(reason.contains(expected), reason);
    }

    @ParameterizedTest
    @ValueSource(strings = {"secp256r1", "secp384r1", "secp521r1"})
    void vouchesForEveryFileWithAKeyOfEachCurve(String curve) throws Exception {
        ModelSignature.Verified verified = model(curve).sign().verify();
        assertEquals(
                Set.of("config.json", "onnx/model.onnx", "empty", "\uFFFFlast-but-one", "\uD83D\uDE00last"),
                verified.files());
        assertTrue(verified.signer().matches("key [0-9a-f]{64}"), verified.signer());
    }

    /** From the format's own test vectors, version 1.0. */
    @Test
    void addsUpTheDigestsOfTheOfficialVector() {
        assertEquals(
                "92745110b1ab4368471cbe31664e10174e954b113a3df333db860317b2c6dec4",
                Resource.root(List.of(
                        new Resource("signme-1", "bc9a717db6064a32cbe9eae6fc40651dd6d36ef1757183f590eff2b1765d7ebc"),
                        new Resource("signme-2", "32dcb1f8e1ae52d5963e56a6ba06ab58b424c15ed2a6b70d2feca1d089370028"))));
    }

    @Test
    void noticesEveryFlippedBitOfEveryFile() throws IOException {
        int flips = 0;
        for (String name : List.of("config.json", "onnx/model.onnx", "\uFFFFlast-but-one")) {
            try (RandomAccessFile file =
                    new RandomAccessFile(model.folder().resolve(name).toFile(), "rw")) {
                for (long bit = 0; bit < 8 * file.length(); bit++, flips++) {
                    flip(file, bit);
                    assertRefused("other content of " + name);
                    flip(file, bit);
                }
            }
        }
        assertEquals(8 * (2 + 7 + 1), flips);
    }

    private static void flip(RandomAccessFile file, long bit) throws IOException {
        file.seek(bit / 8);
        int value = file.read() ^ (1 << (bit % 8));
        file.seek(bit / 8);
        file.write(value);
    }

    @Test
    void noticesAFileThatIsNew() throws IOException {
        model.with("onnx/added.json", "{}");
        assertRefused("does not vouch for onnx/added.json");
    }

    @Test
    void noticesAHiddenFileThatIsNew() throws IOException {
        model.with("onnx/.git", "x");
        assertRefused("does not vouch for onnx/.git");
    }

    @Test
    void leavesOutWhatGitKeepsInTheRoot() throws Exception {
        model.with(".git/config", "x").with(".gitattributes", "y");
        assertEquals(5, model.verify().files().size());
    }

    @Test
    void noticesAFileThatIsGone() throws IOException {
        Files.delete(model.folder().resolve("empty"));
        assertRefused("vouches for empty, which is not there");
    }

    @Test
    void noticesNamesThatDifferInCaseOnly() throws IOException {
        Files.move(model.folder().resolve("config.json"), model.folder().resolve("Config.json"));
        assertRefused("Config.json");
    }

    @Test
    void refusesALinkInThePlaceOfAFile() throws IOException {
        Path file = model.folder().resolve("config.json");
        Path elsewhere = Files.move(file, home.resolve("config.json"));
        Files.createSymbolicLink(file, elsewhere);
        assertRefused("config.json, which is a link");
    }

    @Test
    void refusesALinkInThePlaceOfTheSignature() throws IOException {
        Path file = model.folder().resolve("model.sig");
        Path elsewhere = Files.move(file, home.resolve("model.sig"));
        Files.createSymbolicLink(file, elsewhere);
        assertRefused("is a link or no file");
    }

    @Test
    void refusesTheSignatureOfAnotherKey() throws Exception {
        SignedFolder other = new SignedFolder(home.resolve("model"), home.resolve("other-keys"), "secp256r1");
        assertTrue(assertThrows(InvalidSignature.class, other::verify).reason().contains("another key"));
        other.bundle(text -> text.replaceAll("\"hint\":\"[^\"]*\"", "\"hint\":\"\""));
        assertTrue(assertThrows(InvalidSignature.class, other::verify).reason().contains("is not a signature"));
    }

    static Stream<Arguments> bundles() {
        return Stream.of(
                Arguments.of("exactly one", replace("\"signatures\":[", "\"signatures\":[{\"sig\":\"AA==\"},")),
                Arguments.of("exactly one", change("\"signatures\":\\[.*\\]", "\"signatures\":[]")),
                Arguments.of("Duplicate", replace("{\"mediaType\"", "{\"mediaType\":\"x\",\"mediaType\"")),
                Arguments.of("mediaType", replace("v0.3+json", "v0.4+json")),
                Arguments.of("payloadType", replace("vnd.in-toto", "vnd.other")),
                Arguments.of("strict JSON", (UnaryOperator<String>) text -> text + "{}"),
                Arguments.of("base64", replace("\"sig\":\"", "\"sig\":\"!")),
                Arguments.of("is not a signature", change("\"sig\":\"[^\"]*\"", "\"sig\":\"AAAA\"")),
                Arguments.of("dsseEnvelope", replace("dsseEnvelope", "envelope")),
                Arguments.of("verificationMaterial", replace("verificationMaterial", "material")),
                Arguments.of("exactly one of", replace("publicKey", "publicKeys")),
                Arguments.of("exactly one of", replace("\"publicKey\"", "\"x509CertificateChain\":{},\"publicKey\"")),
                Arguments.of("keyless", replace("\"publicKey\"", "\"certificate\":{},\"publicKey\"")),
                Arguments.of(
                        "signs a message", replace("\"dsseEnvelope\"", "\"messageSignature\":{},\"dsseEnvelope\"")),
                Arguments.of("no JSON object", change("(?s).*", "")),
                Arguments.of("strict JSON", change("(?s).*", "{".repeat(100))));
    }

    @ParameterizedTest
    @MethodSource("bundles")
    void refusesABundleThatIsNotExactlyOne(String reason, UnaryOperator<String> change) throws IOException {
        model.bundle(change);
        assertRefused(reason);
    }

    static Stream<Arguments> statements() {
        return Stream.of(
                Arguments.of("allow_symlinks", replace("\"allow_symlinks\":false", "\"allow_symlinks\":true")),
                Arguments.of("allow_symlinks", replace("\"allow_symlinks\":false", "\"allow_symlinks\":0")),
                Arguments.of("predicateType", replace("signature/v1.0", "Digests/v0.1")),
                Arguments.of("_type", replace("Statement/v1", "Statement/v0.1")),
                Arguments.of("hash_type", replace("\"hash_type\":\"sha256\"", "\"hash_type\":\"blake2b\"")),
                Arguments.of("algorithm", replace("\"algorithm\":\"sha256\"", "\"algorithm\":\"md5\"")),
                Arguments.of("neither", replace("\"method\":\"files\"", "\"method\":\"shards\"")),
                Arguments.of("neither", replace("\"method\":", "\"shard_size\":5,\"method\":")),
                Arguments.of("no plain path", replace("\".gitignore\"", "\"*\"")),
                Arguments.of("no plain path", replace("\".gitignore\"", "\"../x\"")),
                Arguments.of("no plain path", replace("\".gitignore\"", "\"\"")),
                Arguments.of("name or digest", replace("\"name\":\"config.json\"", "\"name\":\"../config.json\"")),
                Arguments.of("name or digest", replace("\"name\":\"config.json\"", "\"name\":\"/config.json\"")),
                Arguments.of("out of order", replace("\"name\":\"config.json\"", "\"name\":\"z\"")),
                Arguments.of("out of order", replace("\"name\":\"config.json\"", "\"name\":\"empty\"")),
                Arguments.of("sha256", change("(\"subject\".*\"sha256\":\")[0-9a-f]{8}", "$100000000")),
                Arguments.of("exactly one subject", change("\"subject\":\\[.*?\\]", "\"subject\":[]")),
                Arguments.of("no files", change("\"resources\":\\[.*\\]", "\"resources\":[]")),
                Arguments.of("Duplicate", replace("\"resources\":", "\"resources\":[],\"resources\":")));
    }

    @ParameterizedTest
    @MethodSource("statements")
    void refusesAStatementThatIsSignedButNotStrict(String reason, UnaryOperator<String> change) throws Exception {
        model.statement(change);
        assertRefused(reason);
    }

    private static UnaryOperator<String> replace(String from, String to) {
        return text -> {
            int at = text.indexOf(from);
            return at < 0 ? text : text.substring(0, at) + to + text.substring(at + from.length());
        };
    }

    private static UnaryOperator<String> change(String regex, String to) {
        return text -> text.replaceFirst(regex, to);
    }

    @Test
    void saysNothingAboutWhatTheSignerLeftOut() throws Exception {
        model.with("cache/any", "x").with("cached", "y");
        model.statement(replace("\"ignore_paths\":[", "\"ignore_paths\":[\"cache\","));
        assertRefused("does not vouch for cached");
        Files.delete(model.folder().resolve("cached"));
        assertEquals(5, model.verify().files().size());
    }

    @Test
    void refusesABundleBeyondItsLimit() throws IOException {
        try (RandomAccessFile file =
                new RandomAccessFile(model.folder().resolve("model.sig").toFile(), "rw")) {
            file.setLength((64L << 20) + 1);
        }
        assertRefused("64 MiB");
    }

    /** The signature of the tools before 1.0, which escaped the payload's bytes before they signed them. */
    @Test
    void acceptsOneEncodingOnly() throws Exception {
        byte[] payload = Bundle.parse(model.bundle().getBytes(UTF_8)).payload();
        String old = "DSSEV1 28 b'application/vnd.in-toto+json' %d b'%s'"
                .formatted(payload.length, new String(payload, UTF_8));
        var key = new PemFile(model.privateKey()).privateKey();
        java.security.Signature signature = java.security.Signature.getInstance("SHA256withECDSA");
        signature.initSign(key);
        signature.update(old.getBytes(UTF_8));
        String sig = java.util.Base64.getEncoder().encodeToString(signature.sign());
        model.bundle(text -> text.replaceAll("\"sig\":\"[^\"]*\"", "\"sig\":\"" + sig + "\""));
        assertRefused("is not a signature");
    }

    @Test
    void checksShardsOneByOne() throws Exception {
        Serialization shards = new Serialization(3, Serialization.NEVER_SIGNED);
        FolderDigests digests = new FolderDigests(model.folder(), shards);
        List<Resource> resources = digests.resources(digests.files());
        assertTrue(
                resources.stream().map(Resource::name).toList().contains("onnx/model.onnx:6:7"), resources::toString);
        String whole = new String(new Statement(resources, shards).payload("model"), UTF_8);
        model.statement(before -> whole.replace("\"method\":\"files\"", "\"method\":\"shards\",\"shard_size\":3"));
        assertEquals(
                Set.of("config.json", "onnx/model.onnx", "\uFFFFlast-but-one", "\uD83D\uDE00last"),
                model.verify().files());
        model.with("onnx/model.onnx", "weighty");
        assertRefused("onnx/model.onnx:6:7");
        model.with("onnx/model.onnx", "weights and more");
        assertRefused("onnx/model.onnx:6:7");
    }
}
