package dev.freehold.audit;

/** Looks on while the log is read at the start, before anything is written behind it; may refuse the log by throwing. */
public interface LeafWatch {
    LeafWatch NONE = new LeafWatch() {
        @Override
        public void see(long index, byte[] leafHash) {}

        @Override
        public void end(long size) {}
    };

    /** Called for every entry, oldest first. */
    void see(long index, byte[] leafHash);

    /** Called once after the last entry. */
    void end(long size);
}
