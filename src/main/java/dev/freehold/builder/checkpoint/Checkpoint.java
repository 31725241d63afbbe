package dev.freehold.builder.checkpoint;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/** The weights of a folder of safetensors, in one file or in several that an index names. The files stay mapped until it is closed. */
public final class Checkpoint implements Weights, AutoCloseable {
    private final Arena arena;
    private final List<Path> files;
    private final Map<String, StoredTensor> tensors;
    private final Set<String> asked = new HashSet<>();

    private Checkpoint(Arena arena, List<Path> files, Map<String, StoredTensor> tensors) {
        this.arena = arena;
        this.files = List.copyOf(files);
        this.tensors = tensors;
    }

    public static Checkpoint open(Path folder) throws IOException {
        Shards shards = Shards.of(folder);
        Arena arena = Arena.ofShared();
        try {
            Map<String, StoredTensor> tensors = new TreeMap<>();
            for (Path file : shards.files()) {
                for (StoredTensor tensor : SafetensorsFile.map(file, arena)) {
                    shards.requireHome(tensor.name(), file);
                    tensors.put(tensor.name(), tensor);
                }
            }
            shards.requireAll(tensors.keySet());
            return new Checkpoint(arena, shards.read(), tensors);
        } catch (IOException | RuntimeException unreadable) {
            arena.close();
            throw unreadable;
        }
    }

    /** Every file that was read. */
    public List<Path> files() {
        return files;
    }

    @Override
    public void require(String tensor, long... shape) {
        StoredTensor found = tensors.get(tensor);
        if (found == null) {
            throw new Unbuildable("the weights have no tensor '%s' of the shape %s, which config.json asks for"
                    .formatted(tensor, Arrays.toString(shape)));
        }
        found.requireShape(Arrays.stream(shape).boxed().toList());
        asked.add(tensor);
    }

    /**
     * Refuses weights of which a part would be left out unseen.
     *
     * @param needless which of the tensors that nobody asked for have no say in the output
     */
    public void refuseUnasked(Predicate<String> needless) {
        List<String> left = new ArrayList<>();
        for (String tensor : tensors.keySet()) {
            if (!asked.contains(tensor) && !needless.test(tensor)) {
                left.add("'" + Unbuildable.shown(tensor) + "'");
            }
        }
        if (!left.isEmpty()) {
            throw new Unbuildable("the weights hold %d tensors that the architecture in config.json does not have: %s"
                    .formatted(left.size(), String.join(", ", left.subList(0, Math.min(5, left.size())))));
        }
    }

    @Override
    public void readRow(String tensor, int row, float[] target) {
        StoredTensor found = tensors.get(tensor);
        if (found == null) {
            throw new IllegalStateException(tensor + " is read, but was never asked for");
        }
        found.readRow(row, target);
    }

    @Override
    public void close() {
        arena.close();
    }
}
