package dev.freehold.audit.checkpoint;

import dev.freehold.audit.AuditLeaves;
import dev.freehold.audit.LeafVisitor;
import dev.freehold.tlog.CompactRange;
import dev.freehold.tlog.Hash;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A log in memory that an insider can do anything to. */
final class MemoryLeaves implements AuditLeaves {
    private final List<byte[]> entries = new ArrayList<>();
    private long reads;

    MemoryLeaves grow(int count) {
        for (int i = 0; i < count; i++) {
            entries.add(("{\"entry\":" + entries.size() + "}").getBytes(StandardCharsets.UTF_8));
        }
        return this;
    }

    void rewrite(int index) {
        entries.set(index, "{}".getBytes(StandardCharsets.UTF_8));
    }

    void cut(int count) {
        entries.subList(entries.size() - count, entries.size()).clear();
    }

    Hash root(long size) {
        CompactRange tree = new CompactRange();
        entries.subList(0, (int) size).forEach(entry -> tree.append(Hash.ofLeaf(entry)));
        return tree.root();
    }

    /** Entries that were read since the last time. */
    long takeReads() {
        long taken = reads;
        reads = 0;
        return taken;
    }

    @Override
    public long end() {
        return entries.size();
    }

    @Override
    public void read(long from, long to, LeafVisitor each) {
        if (to > entries.size()) {
            throw new IllegalArgumentException("no such entries");
        }
        for (long i = from; i < to; i++) {
            reads++;
            each.visit(i, entries.get((int) i));
        }
    }

    @Override
    public byte[] hash(long index) {
        return Hash.ofLeaf(entries.get((int) index)).bytes();
    }
}
