package dev.freehold.audit.checkpoint;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.store.WholeFile;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.VerifierKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** In the folder of the embedded log, whose lock keeps other processes out. */
final class FileSignedHeads implements SignedHeads {
    private final Path folder;
    private final Path lastSigned;
    private final Path checkpoint;
    private final Path keys;

    FileSignedHeads(Path folder) {
        this.folder = folder;
        this.lastSigned = folder.resolve("state").resolve("last-signed");
        this.checkpoint = folder.resolve("checkpoint");
        this.keys = folder.resolve("verifier-keys");
    }

    Path lastSigned() {
        return lastSigned;
    }

    @Override
    public Optional<Checkpoint> last() {
        return read(lastSigned).map(Checkpoint::parse);
    }

    @Override
    public synchronized boolean advance(Optional<Checkpoint> from, Checkpoint to) {
        if (!last().equals(from)) {
            return false;
        }
        if (!from.equals(Optional.of(to))) {
            writeDurably(lastSigned, to.text());
        }
        return true;
    }

    @Override
    public boolean isSignedWithin(Duration time) {
        return false;
    }

    @Override
    public synchronized void publish(SignedNote note) {
        if (last().equals(Optional.of(Checkpoint.parse(note.text())))) {
            try {
                WholeFile.replace(checkpoint, note.toString().getBytes(UTF_8));
            } catch (IOException e) {
                throw failed(e);
            }
        }
    }

    @Override
    public Optional<SignedNote> published() {
        return read(checkpoint).map(SignedNote::parse);
    }

    @Override
    public List<VerifierKey> keys() {
        return read(keys)
                .map(text -> text.lines().map(VerifierKey::parse).toList())
                .orElse(List.of());
    }

    @Override
    public synchronized boolean addKey(Optional<VerifierKey> before, VerifierKey key) {
        List<VerifierKey> known = keys();
        Optional<VerifierKey> last = known.isEmpty() ? Optional.empty() : Optional.of(known.getLast());
        if (!last.equals(before)) {
            return false;
        }
        writeDurably(keys, read(keys).orElse("") + key + "\n");
        return true;
    }

    @Override
    public Instant lastKeySince() {
        try {
            return Files.getLastModifiedTime(keys).toInstant();
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private Optional<String> read(Path file) {
        try {
            return WholeFile.read(file).map(bytes -> new String(bytes, UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private void writeDurably(Path file, String text) {
        try {
            WholeFile.replaceDurably(file, text.getBytes(UTF_8));
        } catch (IOException e) {
            throw failed(e);
        }
    }

    private UncheckedIOException failed(IOException e) {
        return new UncheckedIOException("The checkpoints in " + folder + " cannot be read or written", e);
    }
}
