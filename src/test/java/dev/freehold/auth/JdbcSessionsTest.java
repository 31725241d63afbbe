package dev.freehold.auth;

import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class JdbcSessionsTest extends SessionsContract {
    @TempDir
    Path folder;

    @Override
    Database database() {
        return SqliteDatabase.in(folder);
    }
}
