package dev.freehold.payload;

import java.time.Instant;
import java.util.Optional;

/** Sealed payloads by the hash of their bytes. */
interface Blobs {

    /** Stores one; durable when this returns. */
    void put(String name, String subject, byte[] bytes);

    /** Empty when it was given up with age. */
    Optional<byte[]> find(String name);

    /** Gives up what is older, but nothing of subjects that are held; how many. */
    int deleteBefore(Instant time);
}
