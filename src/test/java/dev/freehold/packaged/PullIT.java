package dev.freehold.packaged;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.registry.Folders;
import dev.freehold.registry.ScannedModels;
import dev.freehold.registry.source.HubStandIn;
import dev.freehold.registry.source.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code models pull} as an operator, or an init container, runs it. */
class PullIT {
    @TempDir
    Path home;

    @Test
    void fetchesFromTheHostsThatAreNamedAndFromNobodyElse() throws Exception {
        try (HubStandIn hub = HubStandIn.start()) {
            hub.put("config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}")
                    .put("tokenizer.json", "{}")
                    .put("model.onnx", Folders.graph());
            String commit = hub.commit("main");

            String refused = output(78, hub, "");
            assertTrue(refused.contains("freehold.sources.allowed-hosts"), refused);
            assertEquals(List.of(), hub.hub().requests());

            String fetched =
                    output(0, hub, hub.hub().address() + "," + hub.content().address());
            assertTrue(fetched.contains("acme/tiny fetched from hf:acme/tiny@" + commit), fetched);
            Path data = home.resolve("data");
            assertEquals(
                    List.of("acme/tiny"),
                    ScannedModels.names(Settings.of(data.resolve("models")).registry()));
            assertTrue(Files.notExists(data.resolve("freehold.db")), "a pull opens no database");
        }
    }

    private String output(int exitCode, HubStandIn hub, String allowed) throws Exception {
        ProcessBuilder builder = GatewayProcess.command(home, "models", "pull", "hf:" + HubStandIn.REPOSITORY);
        builder.environment().put("HF_ENDPOINT", hub.hub().address());
        builder.environment().put("FREEHOLD_SOURCES_ALLOWED_HOSTS", allowed);
        Process process = builder.redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertEquals(exitCode, process.waitFor(), output);
        return output;
    }
}
