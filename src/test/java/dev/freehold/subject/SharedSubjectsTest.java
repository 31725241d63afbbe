package dev.freehold.subject;

import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.freehold.store.DataFolder;
import dev.freehold.store.Database;
import dev.freehold.store.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

final class SharedSubjectsTest extends SubjectsContract {
    @Override
    Database open(Path home) {
        return PostgresServer.open();
    }

    @Test
    void replicasMustBeGivenTheMasterKeyAsSoonAsItIsNeeded() {
        Keyring without = new Keyring(KeySettings.NONE, database, new DataFolder(folder));
        without.open(false);
        assertThrows(UnusableKeyException.class, () -> without.open(true));
    }
}
