package dev.freehold.bench;

import ai.onnxruntime.OrtEnvironment;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.freehold.inference.NativeRuntime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;

/** Where and with what it was measured. */
final class Machine {
    private static final Path PROCESSORS = Path.of("/proc/cpuinfo");

    private Machine() {}

    static ObjectNode facts(Plan plan) throws IOException {
        OrtEnvironment environment = NativeRuntime.start(OrtEnvironment::getEnvironment);
        return JsonNodeFactory.instance
                .objectNode()
                .put("date", Instant.now().truncatedTo(ChronoUnit.SECONDS).toString())
                .put("processor", processor())
                .put("cores", Runtime.getRuntime().availableProcessors())
                .put("system", System.getProperty("os.name") + " " + System.getProperty("os.version"))
                .put("java", Runtime.version().toString())
                .put("onnxruntime", environment.getVersion())
                .put("model", plan.shape().name() + " " + plan.precision() + ", made-up weights")
                .put("threads", plan.threads())
                .put("rounds", plan.rounds());
    }

    private static String processor() throws IOException {
        if (!Files.isReadable(PROCESSORS)) {
            return System.getProperty("os.arch");
        }
        return Files.readAllLines(PROCESSORS).stream()
                .filter(line -> line.startsWith("model name"))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse(System.getProperty("os.arch"));
    }
}
