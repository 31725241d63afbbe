package dev.freehold.registry.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** One place that has a model. */
public interface ModelSource {

    /** Asks what is there, and fixes which state of it is meant. */
    Listing list() throws IOException;

    /**
     * Opens a file of the listing.
     *
     * @param from the byte to begin with
     * @param validator what {@link Body#validator} said when the bytes before it were read; when the file has changed since,
     *     or the source cannot begin in the middle, the answer begins at 0
     */
    Body open(ListedFile file, long from, Optional<String> validator) throws IOException;

    /**
     * Bytes of a file.
     *
     * @param start the index of the first byte
     * @param validator stands for this state of the file; absent when the source has nothing of the kind
     */
    record Body(InputStream bytes, long start, Optional<String> validator) implements Closeable {
        @Override
        public void close() throws IOException {
            bytes.close();
        }
    }
}
