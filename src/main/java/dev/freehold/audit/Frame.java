package dev.freehold.audit;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * One leaf on disk, big-endian: {@code u32 length | u32 CRC-32C of length, index, previous, leaf | u64 index | 32 bytes hash of
 * the previous leaf | leaf | zeros up to a multiple of 8}.
 */
final class Frame {
    /** Bytes of the longest leaf. */
    static final int MAX_LEAF = 16_384;

    static final int ALIGNMENT = 8;
    private static final int HEADER = 4 + 4 + 8 + Chain.HASH_LENGTH;
    static final int MAX_SIZE = size(MAX_LEAF);

    private final long index;
    private final byte[] previous;
    private final byte[] leaf;

    Frame(long index, byte[] previous, byte[] leaf) {
        this.index = index;
        this.previous = previous;
        this.leaf = leaf;
    }

    static int size(int leafLength) {
        return (HEADER + leafLength + ALIGNMENT - 1) & -ALIGNMENT;
    }

    int size() {
        return size(leaf.length);
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

    void writeTo(ByteBuffer out) {
        int end = out.position() + size();
        out.putInt(leaf.length).putInt(checksum()).putLong(index).put(previous).put(leaf);
        while (out.position() < end) {
            out.put((byte) 0);
        }
    }

    /** The intact frame that starts at {@code position}, or null when there is none. */
    static @Nullable Frame readFrom(ByteBuffer in, int position) {
        if (position + HEADER > in.limit()) {
            return null;
        }
        int length = in.getInt(position);
        if (length < 1 || length > MAX_LEAF || position + size(length) > in.limit()) {
            return null;
        }
        byte[] previous = new byte[Chain.HASH_LENGTH];
        byte[] leaf = new byte[length];
        in.get(position + 16, previous).get(position + HEADER, leaf);
        Frame frame = new Frame(in.getLong(position + 8), previous, leaf);
        boolean intact = frame.checksum() == in.getInt(position + 4) && isPadded(in, position + HEADER + length);
        return intact ? frame : null;
    }

    private static boolean isPadded(ByteBuffer in, int end) {
        int at = end;
        while (at % ALIGNMENT != 0) {
            if (in.get(at++) != 0) {
                return false;
            }
        }
        return true;
    }

    private int checksum() {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putInt(leaf.length).putLong(index).flip());
        crc.update(previous);
        crc.update(leaf);
        return (int) crc.getValue();
    }

    @Override
    public String toString() {
        return "frame " + index + " of " + leaf.length + " bytes after " + Arrays.hashCode(previous);
    }
}
