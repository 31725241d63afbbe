package dev.freehold.responses;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database.Engine;
import io.quarkus.runtime.configuration.MemorySize;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SealingKeyTest {
    @TempDir
    Path home;

    private record Settings(Optional<String> key, Optional<Path> keyFile) implements ResponsesConfig.Store {
        static final Settings NONE = new Settings(Optional.empty(), Optional.empty());

        @Override
        public boolean enabled() {
            return true;
        }

        @Override
        public Duration keep() {
            return Duration.ofDays(30);
        }

        @Override
        public Duration sweep() {
            return Duration.ofMinutes(1);
        }

        @Override
        public MemorySize maxSize() {
            return new MemorySize(BigInteger.TEN);
        }

        @Override
        public MemorySize maxProjectSize() {
            return new MemorySize(BigInteger.TEN);
        }
    }

    private byte[] load(ResponsesConfig.Store settings, Engine engine) {
        return SealingKey.load(settings, new DataFolder(home), engine);
    }

    private static String base64(int bytes) {
        byte[] key = new byte[bytes];
        key[0] = 7;
        return Base64.getEncoder().encodeToString(key);
    }

    @Test
    void makesAKeyOnceThatOnlyItsOwnerMayRead() throws IOException {
        byte[] key = load(Settings.NONE, Engine.SQLITE);

        assertEquals(32, key.length);
        assertArrayEquals(key, load(Settings.NONE, Engine.SQLITE));
        Path file = home.resolve("responses.key");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        try (Stream<Path> files = Files.list(home)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void theConfiguredKeyWinsAndNothingIsWritten() throws IOException {
        byte[] expected = Base64.getDecoder().decode(base64(32));
        Path file = Files.writeString(home.resolve("given"), base64(32) + "\n");

        assertArrayEquals(expected, load(new Settings(Optional.of(base64(32)), Optional.empty()), Engine.POSTGRESQL));
        assertArrayEquals(expected, load(new Settings(Optional.empty(), Optional.of(file)), Engine.SQLITE));
        assertFalse(Files.exists(home.resolve("responses.key")));
    }

    @Test
    void replicasThatShareADatabaseMustBeGivenTheKey() {
        var refused = assertThrows(IllegalStateException.class, () -> load(Settings.NONE, Engine.POSTGRESQL));

        assertTrue(String.valueOf(refused.getMessage()).contains("freehold.responses.store.key"));
    }

    @Test
    void whatIsNoKeyIsRefusedWithoutRepeatingIt() {
        for (String wrong : new String[] {base64(31), base64(33), "not base64!"}) {
            var refused = assertThrows(
                    IllegalStateException.class,
                    () -> load(new Settings(Optional.of(wrong), Optional.empty()), Engine.SQLITE));

            assertFalse(String.valueOf(refused.getMessage()).contains(wrong));
        }
    }
}
