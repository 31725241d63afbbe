package dev.freehold.audit;

import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;

/** What the log asks of a file system when it writes. */
interface Disk {

    /** Opens a file for writing and creates it when it is missing. */
    DiskFile open(Path file) throws IOException;

    /** Makes the names in a folder durable. */
    void syncFolder(Path folder) throws IOException;

    /** Bytes that this process may still write. */
    long freeBytes(Path folder) throws IOException;

    /** An open file; one thread at a time uses it. */
    interface DiskFile extends Closeable {

        /** Writes all remaining bytes. */
        void write(ByteBuffer bytes, long position) throws IOException;

        /**
         * Makes what was written durable. Its size is always included, because the data could not be found without it; with
         * {@code metadata} everything else is too.
         */
        void force(boolean metadata) throws IOException;

        void truncate(long size) throws IOException;
    }
}
