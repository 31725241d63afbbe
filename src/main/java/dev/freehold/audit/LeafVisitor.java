package dev.freehold.audit;

/** Takes entries as bytes. */
@FunctionalInterface
public interface LeafVisitor {
    void visit(long index, byte[] leaf);
}
