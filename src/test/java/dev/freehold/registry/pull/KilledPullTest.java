package dev.freehold.registry.pull;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.freehold.registry.Folders;
import dev.freehold.registry.source.HubStandIn;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** {@link PullsCampaign} in short, and a disk that is full. */
class KilledPullTest {
    @TempDir
    Path home;

    @Test
    void theStoreIsWithoutTheModelOrHasItWhole() throws Exception {
        new KilledPulls(home, 18).run(10);
    }

    /** The largest file that the process may write stands in for the disk. */
    @Test
    @EnabledOnOs(OS.LINUX)
    void aDiskThatIsFullLeavesNothingBehind() throws Exception {
        try (HubStandIn hub = HubStandIn.start()) {
            hub.put("config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}")
                    .put("tokenizer.json", "{}")
                    .put("model.onnx", Folders.graph("model.onnx_data"))
                    .put("model.onnx_data", new byte[3 << 20]);
            hub.commit("main");
            Process process =
                    KilledPulls.start(home, hub, List.of("/bin/sh", "-c", "ulimit -f 2048; exec \"$0\" \"$@\""));
            String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertEquals(74, process.waitFor(), told);
            assertFalse(Files.exists(home.resolve("models/acme/tiny")));
            try (Stream<Path> left = Files.walk(home.resolve("models/.store"))) {
                assertEquals(
                        List.of("lock"),
                        left.filter(Files::isRegularFile)
                                .map(file -> file.getFileName().toString())
                                .toList());
            }
        }
    }
}
