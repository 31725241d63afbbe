package dev.freehold.registry.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.function.LongConsumer;

/**
 * Brings one file onto the disk, going on where an earlier attempt stopped, in this process or in one before. What is there
 * when it returns has the announced size and checksum and is durable.
 */
final class Download {
    private static final int BUFFER = 1 << 17;

    private final ModelSource source;
    private final ListedFile file;
    private final Path part;
    private final LongConsumer progress;

    /**
     * Prepares it.
     *
     * @param part where the bytes go; beside it lies what stands for the state of the file that they are of
     * @param progress is told how many bytes are there
     */
    Download(ModelSource source, ListedFile file, Path part, LongConsumer progress) {
        this.source = source;
        this.file = file;
        this.part = part;
        this.progress = progress;
    }

    void run(Patience patience) throws IOException {
        boolean isResumed = present() > 0;
        bring(patience);
        if (isWhole()) {
            return;
        }
        forget();
        if (isResumed) {
            bring(patience);
            if (isWhole()) {
                return;
            }
            forget();
        }
        throw new SourceFailure(
                SourceFailure.Kind.ALTERED, "%s is not what its source announced (checksum)".formatted(file.path()));
    }

    private boolean isWhole() throws IOException {
        return file.checksum().isEmpty() || file.checksum().get().fits(part);
    }

    private void bring(Patience patience) throws IOException {
        long[] most = {present()};
        if (most[0] > file.size() || (most[0] == file.size() && file.checksum().isEmpty())) {
            forget();
            most[0] = 0;
        }
        boolean isDone = false;
        try {
            while (!isDone) {
                isDone = patience.with(() -> stretch(most));
            }
        } catch (SourceFailure failure) {
            if (failure.kind() == SourceFailure.Kind.ALTERED) {
                forget();
            }
            throw failure;
        }
    }

    /** Reads as far as it goes. Fails when that is not farther than any time before. */
    private boolean stretch(long[] most) throws IOException {
        try (FileChannel out = FileChannel.open(
                part, StandardOpenOption.CREATE, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
            if (out.size() < file.size() || file.size() == 0) {
                receive(out);
            }
            if (out.size() == file.size()) {
                onDisk(() -> out.force(true));
                return true;
            }
            if (out.size() > most[0]) {
                most[0] = out.size();
                return false;
            }
            throw SourceFailure.busy("the source breaks off in " + file.path(), Optional.empty());
        }
    }

    private void receive(FileChannel out) throws IOException {
        long from = out.size();
        try (ModelSource.Body body = source.open(file, from, from == 0 ? Optional.empty() : state())) {
            if (body.start() != from) {
                onDisk(() -> out.truncate(body.start()));
            }
            remember(body.validator());
            out.position(body.start());
            copy(body, out);
        }
    }

    private void copy(ModelSource.Body body, FileChannel out) throws IOException {
        byte[] buffer = new byte[BUFFER];
        while (true) {
            int read;
            try {
                read = body.bytes().read(buffer);
            } catch (IOException brokenOff) {
                return;
            }
            if (read < 0) {
                return;
            }
            if (out.position() + read > file.size()) {
                throw new SourceFailure(
                        SourceFailure.Kind.ALTERED, "%s is larger than its source announced".formatted(file.path()));
            }
            ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, read);
            onDisk(() -> write(bytes, out));
            progress.accept(out.position());
        }
    }

    private static void write(ByteBuffer bytes, FileChannel out) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }

    /** What goes wrong on this machine is not tried again. */
    private interface Writing {
        void run() throws IOException;
    }

    private static void onDisk(Writing writing) throws SourceFailure {
        try {
            writing.run();
        } catch (IOException e) {
            throw SourceFailure.disk(e);
        }
    }

    private long present() throws IOException {
        return Files.exists(part, LinkOption.NOFOLLOW_LINKS) ? Files.size(part) : 0;
    }

    private Optional<String> state() throws IOException {
        return Files.exists(statePath()) ? Optional.of(Files.readString(statePath())) : Optional.empty();
    }

    private void remember(Optional<String> validator) throws SourceFailure {
        onDisk(() -> {
            if (validator.isPresent()) {
                Files.writeString(statePath(), validator.get(), StandardCharsets.UTF_8);
            } else {
                Files.deleteIfExists(statePath());
            }
        });
    }

    private Path statePath() {
        return part.resolveSibling(part.getFileName() + ".state");
    }

    private void forget() throws IOException {
        Files.deleteIfExists(part);
        Files.deleteIfExists(statePath());
    }
}
