package dev.freehold.audit;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The leaf hashes of what was appended last, so that a receipt costs no read. Whoever appends puts them in before the commit; only
 * who was told an index may ask for it, for the entry of a commit that failed is replaced by the next of that index.
 */
final class RecentHashes {
    private static final int SLOTS = 1 << 14;

    private final AtomicReferenceArray<@Nullable Slot> slots = new AtomicReferenceArray<>(SLOTS);

    void put(long index, byte[] hash) {
        slots.set((int) (index % SLOTS), new Slot(index, hash));
    }

    byte @Nullable [] find(long index) {
        Slot slot = slots.get((int) (index % SLOTS));
        return slot != null && slot.index == index ? slot.hash : null;
    }

    private static final class Slot {
        private final long index;
        private final byte[] hash;

        Slot(long index, byte[] hash) {
            this.index = index;
            this.hash = hash;
        }
    }
}
