package dev.freehold.registry.guard;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TokenizerGuardTest {
    @TempDir
    Path folder;

    @Test
    void acceptsWhatIsBounded() throws IOException {
        for (String tokenizer : List.of("{}", "{\"a\":" + nested(60) + "}", "{\"a\":\"" + "x".repeat(1000) + "\"}")) {
            Path file = file(tokenizer);
            assertDoesNotThrow(() -> TokenizerGuard.check(file));
        }
    }

    @Test
    void refusesWhatIsNot() throws IOException {
        for (String tokenizer : List.of(
                "[]",
                "{\"a\":1,\"a\":2}",
                "{\"a\":" + nested(70) + "}",
                "{\"a\":\"" + "x".repeat((1 << 20) + 1) + "\"}",
                "{\"a\":")) {
            Path file = file(tokenizer);
            assertThrows(HarmfulFile.class, () -> TokenizerGuard.check(file), () -> tokenizer.substring(0, 5));
        }
    }

    private static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private Path file(String content) throws IOException {
        return Files.writeString(folder.resolve("tokenizer.json"), content);
    }
}
