package dev.freehold.registry.signing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CertificateCheckTest {
    private static final char[] PASSWORD = "only-for-tests".toCharArray();

    @TempDir
    static Path authority;

    private static KeyStore store;

    @TempDir
    Path folder;

    @BeforeAll
    static void certify() throws Exception {
        keytool("root", "-dname", "CN=Root", "-ext", "bc:c");
        keytool("other", "-dname", "CN=Root", "-ext", "bc:c");
        keytool(
                "signer",
                "-signer",
                "root",
                "-dname",
                "CN=Signer,O=Acme",
                "-ext",
                "eku=codeSigning",
                "-ext",
                "san=email:models@acme.example",
                "-validity",
                "30");
        keytool("server", "-signer", "root", "-dname", "CN=Server", "-ext", "eku=serverAuth");
        store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(authority.resolve("store.p12"))) {
            store.load(in, PASSWORD);
        }
    }

    private static void keytool(String alias, String... more) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-genkeypair",
                "-keyalg",
                "EC",
                "-groupname",
                "secp384r1",
                "-storepass",
                new String(PASSWORD),
                "-keystore",
                authority.resolve("store.p12").toString(),
                "-alias",
                alias));
        command.addAll(Arrays.asList(more));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(0, process.waitFor(), output);
    }

    @BeforeEach
    void fill() throws Exception {
        Files.writeString(folder.resolve("config.json"), "{}");
    }

    private void signAs(String alias) throws Exception {
        List<X509Certificate> chain = Stream.of(store.getCertificateChain(alias))
                .map(X509Certificate.class::cast)
                .toList();
        new ModelSigner((ECPrivateKey) store.getKey(alias, PASSWORD), chain).sign(folder);
    }

    private ModelSignature.Verified verify(String root, Instant now, String... identity) throws Exception {
        Certificate certificate = store.getCertificate(root);
        Trust trust = new Trust.Certificate(
                List.of((X509Certificate) certificate), Arrays.stream(identity).findFirst());
        return ModelSignature.verify(folder, trust, now);
    }

    private void assertRefused(String expected, String root, Instant now, String... identity) {
        String reason = assertThrows(InvalidSignature.class, () -> verify(root, now, identity))
                .reason();
        assertTrue(reason.contains(expected), reason);
    }

    @Test
    void trustsWhomTheAuthorityCertifiedForSigningCode() throws Exception {
        signAs("signer");
        assertEquals(
                "certificate CN=Signer,O=Acme", verify("root", Instant.now()).signer());
    }

    @Test
    void asksForTheNameThatThePolicyNames() throws Exception {
        signAs("signer");
        verify("root", Instant.now(), "models@acme.example");
        verify("root", Instant.now(), "CN=Signer,O=Acme");
        assertRefused("and not by", "root", Instant.now(), "models@other.example");
    }

    @Test
    void refusesACertificateThatIsNotValidNow() throws Exception {
        signAs("signer");
        assertRefused("not valid now", "root", Instant.now().plus(Duration.ofDays(31)));
        assertRefused("not valid now", "root", Instant.now().minus(Duration.ofDays(2)));
    }

    @Test
    void refusesACertificateForSomethingElse() throws Exception {
        signAs("server");
        assertRefused("not for signing code", "root", Instant.now());
    }

    @Test
    void refusesAnotherAuthorityOfTheSameName() throws Exception {
        signAs("signer");
        assertRefused("does not lead to a trusted authority", "other", Instant.now());
    }

    @Test
    void aKeyIsNoCertificateAndTheOtherWayRound() throws Exception {
        signAs("signer");
        Trust key = new Trust.Key(store.getCertificate("signer").getPublicKey());
        assertTrue(assertThrows(InvalidSignature.class, () -> ModelSignature.verify(folder, key, Instant.now()))
                .reason()
                .contains("a key is expected"));
        new ModelSigner((ECPrivateKey) store.getKey("signer", PASSWORD), List.of()).sign(folder);
        assertRefused("a certificate is expected", "root", Instant.now());
    }
}
