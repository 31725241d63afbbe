package dev.freehold.responses;

import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedKeptResponsesTest extends KeptResponsesContract {
    @TempDir
    Path folder;

    private Database database;

    @BeforeEach
    void open() {
        database = SqliteDatabase.in(folder);
    }

    @Override
    Database database() {
        return database;
    }
}
