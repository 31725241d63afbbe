package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.LongConsumer;

/** An export: each line is a leaf. */
final class LineFile implements Source {
    private static final int LONGEST_LEAF = 16_384;

    private final Path file;
    private final Range range;
    private final Hashes hashes = new Hashes();
    private final ByteArrayOutputStream line = new ByteArrayOutputStream(LONGEST_LEAF);

    LineFile(Path file, Range range) {
        this.file = file;
        this.range = range;
    }

    @Override
    public Range range() {
        return range;
    }

    @Override
    public long bytes() throws IOException {
        return Files.size(file);
    }

    @Override
    public boolean read(LeafSink sink, Findings findings, LongConsumer progress) throws IOException {
        long next = range.first();
        long read = 0;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 18)) {
            while (next < range.end() && readLine(in)) {
                byte[] leaf = line.toByteArray();
                read += leaf.length + 1;
                sink.leaf(next++, leaf, hashes.leaf(leaf));
                progress.accept(read);
            }
            if (next >= range.end()) {
                line.reset();
            }
            return isWhole(in, next, findings);
        }
    }

    private boolean isWhole(InputStream in, long next, Findings findings) throws IOException {
        if (line.size() > LONGEST_LEAF) {
            findings.tampered(Check.FRAMES, next, "a line that is longer than an entry can be");
        } else if (line.size() > 0) {
            findings.add(Outcome.TRUNCATED, Check.FRAMES, next, "the last line does not end");
        } else if (!range.isWhole() && next < range.end()) {
            findings.add(Outcome.TRUNCATED, Check.FRAMES, next, "the entries end before the range does");
        } else if (in.read() >= 0) {
            findings.tampered(Check.FRAMES, next, "more entries than the range has");
        } else {
            return true;
        }
        return false;
    }

    /** Reads up to the next line break; what is left in {@link #line} when there is none is an end that was torn off. */
    private boolean readLine(InputStream in) throws IOException {
        line.reset();
        int c = in.read();
        while (c >= 0 && c != '\n' && line.size() <= LONGEST_LEAF) {
            line.write(c);
            c = in.read();
        }
        return c == '\n' && line.size() <= LONGEST_LEAF;
    }
}
