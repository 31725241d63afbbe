package dev.freehold.payload;

import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import java.nio.file.Path;

final class SharedPayloadTest extends SealedPayloadTest {
    @Override
    Database open(Path home) {
        return PostgresServer.open();
    }
}
