package dev.freehold.audit.anchor;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.audit.checkpoint.HeadMemory;
import dev.freehold.audit.checkpoint.RememberedHead;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.SignedNote;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.Optional;

/** A file that only grows, one line for each checkpoint. */
final class FileAnchor implements Anchor, HeadMemory {
    private static final int TAIL = 4096;

    private final Path file;

    FileAnchor(Path file) {
        this.file = file;
    }

    @Override
    public String name() {
        return "the anchor file " + file;
    }

    @Override
    public boolean counts() {
        return true;
    }

    @Override
    public void put(SignedNote checkpoint) throws IOException {
        ByteBuffer line = ByteBuffer.wrap((AnchorLine.of(checkpoint, Instant.now()) + "\n").getBytes(UTF_8));
        try (FileChannel channel = FileChannel.open(
                file, StandardOpenOption.WRITE, StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
            while (line.hasRemaining()) {
                channel.write(line);
            }
            channel.force(true);
        }
    }

    /** It is compared while the log is read. */
    @Override
    public void compare(SignedNote newest) {}

    @Override
    public Optional<RememberedHead> newest() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer tail = ByteBuffer.allocate((int) Math.min(TAIL, channel.size()));
            channel.position(channel.size() - tail.capacity());
            int read = 0;
            while (tail.hasRemaining() && read >= 0) {
                read = channel.read(tail);
            }
            return newest(new String(tail.array(), UTF_8)).map(head -> new RememberedHead(name(), head));
        } catch (IOException e) {
            throw new UncheckedIOException("The anchor file " + file + " cannot be read", e);
        }
    }

    private static Optional<Checkpoint> newest(String tail) {
        return tail.lines().toList().reversed().stream()
                .map(AnchorLine::parse)
                .flatMap(Optional::stream)
                .findFirst();
    }
}
