package dev.freehold.builder.checkpoint;

import java.lang.foreign.MemorySegment;
import java.nio.file.Path;
import java.util.List;

/**
 * One tensor of a file.
 *
 * @param type as the file names it
 * @param bytes where they lie in the mapped file
 */
record StoredTensor(String name, Path file, String type, List<Long> shape, MemorySegment bytes) {
    StoredTensor {
        shape = List.copyOf(shape);
    }

    /** Refuses what cannot be read as numbers of this shape. */
    void requireShape(List<Long> wanted) {
        storedType();
        if (!shape.equals(wanted)) {
            throw new Unbuildable("%s holds the tensor '%s' with the shape %s, but config.json asks for %s"
                    .formatted(file.getFileName(), Unbuildable.shown(name), shape, wanted));
        }
    }

    void readRow(int row, float[] target) {
        StoredType stored = storedType();
        stored.read(bytes, (long) row * target.length * stored.size(), target);
    }

    private StoredType storedType() {
        return switch (type) {
            case "F32" -> StoredType.F32;
            case "F16" -> StoredType.F16;
            case "BF16" -> StoredType.BF16;
            default ->
                throw new Unbuildable("%s holds the tensor '%s' as %s; only F32, F16 and BF16 can be built from"
                        .formatted(file.getFileName(), Unbuildable.shown(name), Unbuildable.shown(type)));
        };
    }
}
