package dev.freehold.audit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import org.jspecify.annotations.Nullable;

/** Walks over the frames of a part of a file, with a window of bounded size. */
final class FrameCursor {
    private static final int WINDOW = 256 * 1024;

    private final FileChannel file;
    private final long end;
    private final ByteBuffer window;
    private long windowStart;
    private long position;

    FrameCursor(FileChannel file, long start, long end) {
        this.file = file;
        this.position = start;
        this.windowStart = start;
        this.end = end;
        this.window = ByteBuffer.allocate((int) Math.min(WINDOW, end - start)).limit(0);
    }

    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position >= end;
    }

    void advance(int bytes) {
        position += bytes;
    }

    /** The intact frame at the position, or null when there is none. */
    @Nullable
    Frame peek() throws IOException {
        if (windowStart + window.limit() < Math.min(position + Frame.MAX_SIZE, end)) {
            fill();
        }
        return isAtEnd() ? null : Frame.readFrom(window, (int) (position - windowStart));
    }

    private void fill() throws IOException {
        window.clear().limit((int) Math.min(window.capacity(), Math.max(0, end - position)));
        windowStart = position;
        int read = 0;
        while (window.hasRemaining() && read >= 0) {
            read = file.read(window, windowStart + window.position());
        }
        window.flip();
    }
}
