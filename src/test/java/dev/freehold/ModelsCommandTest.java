package dev.freehold;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.signing.SignedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelsCommandTest {
    @TempDir
    Path home;

    private SignedFolder model;

    @BeforeEach
    void makeModel() throws Exception {
        model = new SignedFolder(home.resolve("tiny"), home.resolve("keys"), "secp384r1");
        Files.writeString(model.folder().resolve("config.json"), "{}");
    }

    private static int run(Object... arguments) {
        String[] words = new String[arguments.length];
        for (int i = 0; i < words.length; i++) {
            words[i] = arguments[i].toString();
        }
        return new CommandLine(new ModelsCommand()).execute(words);
    }

    @Test
    void whatItSignsItVerifies() throws Exception {
        assertEquals(0, run("sign", model.folder(), "--key", model.privateKey()));
        assertTrue(Files.exists(model.folder().resolve("model.sig")));
        assertEquals(0, run("verify", model.folder(), "--key", model.publicKey()));
        Files.writeString(model.folder().resolve("config.json"), "{ }");
        assertEquals(1, run("verify", model.folder(), "--key", model.publicKey()));
    }

    @Test
    void verifyingNeedsSomebodyToTrust() {
        assertEquals(2, run("verify", model.folder()));
        assertEquals(1, run("verify", model.folder(), "--key", home.resolve("none.pem")));
        assertEquals(1, run("sign", model.folder(), "--key", model.publicKey()));
    }
}
