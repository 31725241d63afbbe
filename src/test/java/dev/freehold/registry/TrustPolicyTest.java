package dev.freehold.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.FixedConfig.KeyTrust;
import dev.freehold.registry.RegistryConfig.TrustConfig;
import dev.freehold.registry.signing.SignedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrustPolicyTest {
    @TempDir
    Path home;

    private SignedFolder model;

    @BeforeEach
    void makeModel() throws Exception {
        model = new SignedFolder(home.resolve("models/acme/tiny"), home.resolve("keys"), "secp256r1");
        Folders.generator(model.folder());
    }

    private ModelDirectory.Scan scan(boolean requireSignature, Map<String, TrustConfig> trust) {
        FixedConfig config = FixedConfig.of(home.resolve("models"), false, home.resolve("demo"))
                .with(trust)
                .requiringSignatures(requireSignature);
        return new FolderModelDirectory(config, DemoModels.builtIn(config.demoDir())).scan();
    }

    private Map<String, TrustConfig> trusting(String pattern) {
        return Map.of(pattern, new KeyTrust(model.publicKey()));
    }

    private static String state(ModelDirectory.Scan scan) {
        assertEquals(List.of(), scan.refused());
        return scan.servable().getFirst().provenance().signature().inWords();
    }

    private static void assertRefused(ModelDirectory.Scan scan, String reason) {
        assertEquals(List.of(), scan.servable());
        assertTrue(scan.refused().getFirst().reason().contains(reason), scan.refused()::toString);
    }

    @Test
    void servesAnUnsignedModelAndSaysSo() {
        assertEquals("unsigned", state(scan(false, Map.of())));
    }

    @Test
    void saysThatASignatureWasNotVerifiedWhenNobodyIsTrusted() throws Exception {
        model.sign();
        assertEquals("signed, not verified: no trust policy names this model", state(scan(false, Map.of())));
    }

    @Test
    void saysWhoVouchesForAVerifiedModel() throws Exception {
        model.sign();
        assertTrue(state(scan(true, trusting("acme/*"))).startsWith("verified by key "));
    }

    @Test
    void refusesAnUnsignedModelThatAPolicyNames() {
        assertRefused(scan(false, trusting("acme/*")), "it is not signed");
    }

    @Test
    void refusesAModelWithoutPolicyWhenSignaturesAreRequired() throws Exception {
        model.sign();
        assertRefused(scan(true, Map.of()), "signatures are required");
        assertRefused(scan(true, trusting("acm")), "signatures are required");
    }

    @Test
    void theLongestNameDecides() throws Exception {
        model.sign();
        Path missing = home.resolve("no-such.pem");
        Map<String, TrustConfig> trust = Map.of(
                "*",
                new KeyTrust(missing),
                "acme/*",
                new KeyTrust(model.publicKey()),
                "other/long-name",
                new KeyTrust(missing));
        assertTrue(state(scan(false, trust)).startsWith("verified by key "));
    }

    @Test
    void aKeyThatIsNotThereRefusesTheModel() throws Exception {
        model.sign();
        assertRefused(scan(false, Map.of("*", new KeyTrust(home.resolve("no-such.pem")))), "no-such.pem");
    }

    @Test
    void refusesASignedModelWithAByteFlippedAnywhere() throws Exception {
        model.sign();
        for (String name : List.of("config.json", "tokenizer.json", "model.onnx")) {
            Path file = model.folder().resolve(name);
            byte[] content = Files.readAllBytes(file);
            for (int i = 0; i < content.length; i++) {
                content[i] ^= 1;
                Files.write(file, content);
                assertRefused(scan(false, trusting("*")), "vouches for other content of " + name);
                content[i] ^= 1;
            }
            Files.write(file, content);
        }
        assertTrue(state(scan(false, trusting("*"))).startsWith("verified"));
    }

    @Test
    void refusesWhatTheSignerLeftOutAndServingWouldRead() throws Exception {
        model.sign();
        model.statement(before -> before.replace("\".gitignore\"", "\"chat.json\""));
        Folders.text(model.folder(), "chat.json", "{}");
        assertRefused(scan(false, trusting("*")), "its signature leaves chat.json out");
    }
}
