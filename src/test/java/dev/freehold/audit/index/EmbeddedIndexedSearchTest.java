package dev.freehold.audit.index;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.audit.AuditCriteria;
import dev.freehold.audit.AuditEntry;
import dev.freehold.audit.AuditEntry.Kind;
import dev.freehold.audit.AuditLog;
import dev.freehold.audit.AuditReader;
import dev.freehold.audit.FileLog;
import dev.freehold.store.Database;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class EmbeddedIndexedSearchTest extends IndexedSearchContract {
    @TempDir
    Path folder;

    private FileLog files;
    private IndexFile index;

    @BeforeEach
    void open() {
        files = FileLog.inHaste(folder.resolve("audit"));
        index = IndexFile.open(folder.resolve("audit/index"));
    }

    @AfterEach
    void close() {
        index.close();
        files.close();
    }

    @Override
    AuditLog log() {
        return files.log();
    }

    @Override
    AuditReader reader() {
        return files.reader();
    }

    @Override
    Database database() {
        return index.database();
    }

    @Test
    void aFileThatIsNoIndexIsMadeAgain() throws IOException {
        log().record(AuditEntry.of(Kind.LIFECYCLE, "start").build());
        assertEquals(
                1,
                new IndexedSearch(database(), reader())
                        .facets(AuditCriteria.NONE, 1)
                        .total());
        index.close();
        Files.writeString(folder.resolve("audit/index/index.db"), "this is no database".repeat(1000));
        index = IndexFile.open(folder.resolve("audit/index"));
        assertEquals(
                1,
                new IndexedSearch(database(), reader())
                        .facets(AuditCriteria.NONE, 1)
                        .total());
    }
}
