package dev.freehold.registry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.ModelId;
import dev.freehold.inference.LivingSettings;
import dev.freehold.inference.ModelHost;
import dev.freehold.inference.ModelLoadException;
import dev.freehold.inference.ModelLoader;
import dev.freehold.inference.ServableModel;
import dev.freehold.inference.SilentModel;
import dev.freehold.registry.signing.SignedFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A model's files are checked at every load, and what they were before serves on when they are not what was signed. */
class FlippedByteTest {
    private static final ModelId ID = new ModelId("acme/tiny");

    @TempDir
    Path home;

    private final List<String> closed = new ArrayList<>();

    @Test
    void oneFlippedByteIsRefusedWhileTheOldOneServesOn() throws Exception {
        SignedFolder model = new SignedFolder(home.resolve("models/acme/tiny"), home.resolve("keys"), "secp256r1");
        Folders.generator(model.folder());
        model.sign();
        FixedConfig config = FixedConfig.of(home.resolve("models"), false, home.resolve("demo"))
                .with(Map.of("acme/*", new FixedConfig.KeyTrust(model.publicKey())));
        ModelHost host = new ModelHost(
                LivingSettings.DEFAULT,
                new FolderModelDirectory(config, DemoModels.builtIn(config.demoDir())),
                change -> {},
                List.of(loader()),
                List.of());
        host.load();
        String digest = host.find(ID).orElseThrow().digest();
        for (String name : List.of("model.onnx", "config.json", "tokenizer.json")) {
            Path file = model.folder().resolve(name);
            byte[] good = Files.readAllBytes(file);
            for (int place = 0; place < good.length; place++) {
                byte[] bad = good.clone();
                bad[place] ^= 1;
                Files.write(file, bad);
                ModelLoadException refused =
                        assertThrows(ModelLoadException.class, () -> host.load(ID, true, change -> {}));
                assertTrue(String.valueOf(refused.getMessage()).contains("model.sig"), refused::getMessage);
                assertEquals(digest, host.find(ID).orElseThrow().digest());
            }
            Files.write(file, good);
        }
        assertEquals(List.of(), closed);
        host.load(ID, true, change -> {});
        assertEquals(List.of(), host.refusals());
    }

    private ModelLoader loader() {
        return new ModelLoader() {
            @Override
            public boolean canLoad(ModelFolder folder) {
                return true;
            }

            @Override
            public ServableModel load(ModelFolder folder) {
                return new SilentModel(folder, closed);
            }
        };
    }
}
