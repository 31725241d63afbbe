package dev.freehold.verify;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongConsumer;

/** Where entries lie. */
sealed interface Source permits SegmentFolder, LineFile {

    /** What is at a path, or nothing that is known. */
    static Optional<Source> at(Path path) throws IOException, MalformedNoteException {
        if (Files.isRegularFile(path)) {
            return Optional.of(new LineFile(path, Range.WHOLE));
        }
        Path lines = path.resolve("entries.jsonl");
        if (Files.isRegularFile(lines)) {
            Path range = path.resolve(Range.FILE);
            return Optional.of(new LineFile(lines, Files.exists(range) ? Range.read(range) : Range.WHOLE));
        }
        List<Path> segments = SegmentFolder.segments(path);
        return segments.isEmpty() ? Optional.empty() : Optional.of(new SegmentFolder(segments));
    }

    /** The part of the log that is here. */
    Range range();

    /** How much there is to read, in bytes. */
    long bytes() throws IOException;

    /**
     * Hands over all entries up to the first damage.
     *
     * @param progress is told how many bytes have been read
     * @return whether there was none
     */
    boolean read(LeafSink sink, Findings findings, LongConsumer progress) throws IOException;
}
