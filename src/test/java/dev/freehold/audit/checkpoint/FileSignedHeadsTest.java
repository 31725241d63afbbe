package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileSignedHeadsTest extends SignedHeadsContract {
    @TempDir
    Path folder;

    @Override
    SignedHeads open() {
        return new FileSignedHeads(folder);
    }

    @Test
    void theFileIsTheCheckpointsText() throws Exception {
        Checkpoint head = new Checkpoint("log.example/1", 0, Hash.EMPTY);
        open().advance(Optional.empty(), head);

        assertEquals(head.text(), Files.readString(folder.resolve("state/last-signed")));
        assertEquals(Optional.of(head), open().last());
    }

    @Test
    void whatACrashLeftAsideIsWrittenOver() throws Exception {
        Checkpoint head = new Checkpoint("log.example/1", 0, Hash.EMPTY);
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(folder.resolve("state/last-signed.new"), "half a li");

        assertEquals(Optional.empty(), open().last());
        open().advance(Optional.empty(), head);
        assertEquals(Optional.of(head), open().last());
    }
}
