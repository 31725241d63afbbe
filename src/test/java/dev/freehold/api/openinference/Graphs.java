package dev.freehold.api.openinference;

import dev.freehold.inference.tensor.TensorFolders;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** An operator who has graphs of every kind, and a broken one. */
public final class Graphs implements QuarkusTestResourceLifecycleManager {
    @Override
    public Map<String, String> start() {
        try {
            Path models = Files.createTempDirectory(Path.of("target"), "graphs");
            TensorFolders.echoes(models);
            TensorFolders.arithmetic(models.resolve("arithmetic"));
            TensorFolders.arithmetic(models.resolve("acme").resolve("arithmetic"));
            TensorFolders.counter(models.resolve("counter"));
            TensorFolders.unknownOperator(models.resolve("oracle"));
            return Map.of(
                    "freehold.models.dir", models.toAbsolutePath().toString(), "freehold.tensors.unit", "elements");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    @Override
    public void stop() {}
}
