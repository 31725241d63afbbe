package dev.freehold.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreSelectionTest {
    private static final String SOURCE = "quarkus.datasource.postgresql.";

    @TempDir
    Path folder;

    private static SmallRyeConfig with(String... settings) {
        SmallRyeConfigBuilder builder = new SmallRyeConfigBuilder().withSources(new StoreSelection());
        for (int i = 0; i < settings.length; i += 2) {
            builder.withDefaultValue(settings[i], settings[i + 1]);
        }
        return builder.build();
    }

    @Test
    void withoutAnAddressTheEmbeddedDatabaseIsUsed() {
        assertFalse(with().getOptionalValue("quarkus.datasource.active", String.class)
                .isPresent());
        assertFalse(with("freehold.store.url", " ")
                .getOptionalValue(SOURCE + "active", String.class)
                .isPresent());
    }

    @Test
    void anAddressSwitchesToPostgresql() throws IOException {
        Path password = Files.writeString(folder.resolve("password"), "s3cret\n");
        SmallRyeConfig config = with(
                "freehold.store.url", "jdbc:postgresql://db/freehold",
                "freehold.store.user", "gateway",
                "freehold.store.password-file", password.toString());

        assertEquals("false", config.getConfigValue("quarkus.datasource.active").getValue());
        assertEquals("true", config.getConfigValue(SOURCE + "active").getValue());
        assertEquals(
                "jdbc:postgresql://db/freehold",
                config.getConfigValue(SOURCE + "jdbc.url").getValue());
        assertEquals("gateway", config.getConfigValue(SOURCE + "username").getValue());
        assertEquals("s3cret", config.getConfigValue(SOURCE + "password").getValue());
    }

    @Test
    void refusesAnotherKindOfDatabase() {
        assertThrows(IllegalArgumentException.class, () -> with("freehold.store.url", "jdbc:mysql://db/freehold"));
    }
}
