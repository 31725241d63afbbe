package dev.freehold.verify;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.zip.CRC32C;

/**
 * Reads the frames of one segment, big-endian: {@code u32 length | u32 CRC-32C of all but itself and the padding | u64 index | 32 bytes
 * hash of the leaf before | leaf | zeros up to a multiple of 8}. Where the next frame is not intact it stops.
 */
final class SegmentReader implements Closeable {
    private static final int LEAF = 4 + 4 + 8 + Hashes.LENGTH;
    private static final int LONGEST_LEAF = 16_384;
    private static final int ALIGNMENT = 8;
    private static final int WINDOW = 1 << 20;

    private final FileChannel file;
    private final long size;
    private final ByteBuffer window;
    private final CRC32C crc = new CRC32C();
    private long windowStart;
    private long position;
    private long index;
    private byte[] previous = new byte[0];
    private byte[] leaf = new byte[0];

    SegmentReader(Path path) throws IOException {
        file = FileChannel.open(path, StandardOpenOption.READ);
        size = file.size();
        window = ByteBuffer.allocate((int) Math.min(WINDOW, size)).limit(0);
    }

    long position() {
        return position;
    }

    boolean isAtEnd() {
        return position == size;
    }

    /** Is somebody writing behind what was there when it was opened? */
    boolean hasGrown() throws IOException {
        return file.size() > size;
    }

    long index() {
        return index;
    }

    byte[] previous() {
        return previous;
    }

    byte[] leaf() {
        return leaf;
    }

    /** Goes past the intact frame at the position, if there is one. */
    boolean readFrame() throws IOException {
        int start = window(position);
        int left = window.limit() - start;
        if (left < LEAF) {
            return false;
        }
        int length = window.getInt(start);
        if (length < 1 || length > LONGEST_LEAF || padded(length) > left || !isIntact(start, length)) {
            return false;
        }
        index = window.getLong(start + 8);
        previous = new byte[Hashes.LENGTH];
        leaf = new byte[length];
        window.get(start + 16, previous);
        window.get(start + LEAF, leaf);
        position += padded(length);
        return true;
    }

    /** Is there an intact frame anywhere behind the position? */
    boolean findsFrame() throws IOException {
        while (position < size) {
            if (readFrame()) {
                return true;
            }
            position += ALIGNMENT;
        }
        return false;
    }

    private static int padded(int length) {
        return (LEAF + length + ALIGNMENT - 1) & -ALIGNMENT;
    }

    private boolean isIntact(int start, int length) {
        crc.reset();
        crc.update(window.array(), start, 4);
        crc.update(window.array(), start + 8, LEAF - 8 + length);
        for (int i = LEAF + length; i < padded(length); i++) {
            if (window.get(start + i) != 0) {
                return false;
            }
        }
        return (int) crc.getValue() == window.getInt(start + 4);
    }

    /** Where the position is in the window, which holds the longest frame from there on, or the rest of the file. */
    private int window(long at) throws IOException {
        long needed = Math.min(at + padded(LONGEST_LEAF), size);
        if (at < windowStart || windowStart + window.limit() < needed) {
            window.clear();
            windowStart = at;
            int read = 0;
            while (window.hasRemaining() && read >= 0) {
                read = file.read(window, windowStart + window.position());
            }
            window.flip();
        }
        return (int) (at - windowStart);
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
