package dev.freehold.registry.guard;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Looks through an ONNX file before native code reads it, by walking the messages of onnx.proto. The limits answer what other
 * readers of such files were attacked with: paths that leave the folder, sizes that do not add up, recursion without end.
 */
public final class OnnxGuard {
    private static final byte[] POINTER = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private OnnxGuard() {}

    /**
     * Checks a graph and the files beside it that hold its weights, as far as they are there.
     *
     * @return the names of those files, sorted
     */
    public static SortedSet<String> check(Path graph) throws IOException, HarmfulFile {
        return check(graph, KnownNames.NONE);
    }

    /** Checks a graph whose files may have second names that are known. */
    public static SortedSet<String> check(Path graph, KnownNames known) throws IOException, HarmfulFile {
        List<ExternalRange> external;
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            if (channel.size() > Integer.MAX_VALUE) {
                throw new HarmfulFile("is larger than 2 GiB; export it with its weights in a file beside it");
            }
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            if (startsWith(bytes, POINTER)) {
                throw new HarmfulFile("is a Git LFS pointer and not the model; run `git lfs pull`");
            }
            external = GraphCheck.check(new ProtobufFields(bytes));
        }
        Map<String, List<ExternalRange>> files = new TreeMap<>();
        external.forEach(range -> files.computeIfAbsent(range.location(), unseen -> new ArrayList<>())
                .add(range));
        for (Map.Entry<String, List<ExternalRange>> file : files.entrySet()) {
            checkFile(graph.resolveSibling(file.getKey()), file.getValue(), known);
        }
        return new TreeSet<>(files.keySet());
    }

    /** What types the weights of a graph that was checked have, with their share of the bytes, the largest first. */
    public static List<String> precision(Path graph) throws IOException, HarmfulFile {
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            return WeightTypes.of(
                    new ProtobufFields(channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena)));
        }
    }

    private static boolean startsWith(MemorySegment bytes, byte[] prefix) {
        return bytes.byteSize() >= prefix.length
                && bytes.asSlice(0, prefix.length).mismatch(MemorySegment.ofArray(prefix)) < 0;
    }

    /** The file is one of its own and no door to another, and each tensor has bytes of its own in it. */
    private static void checkFile(Path file, List<ExternalRange> ranges, KnownNames known)
            throws IOException, HarmfulFile {
        if (!Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        PlainFiles.check(file, known);
        long size = Files.size(file);
        ranges.sort(Comparator.comparingLong(ExternalRange::offset).thenComparingLong(ExternalRange::bytes));
        long end = 0;
        for (ExternalRange range : ranges) {
            if (range.end() > size) {
                throw new HarmfulFile(
                        "takes its tensor '%s' from beyond the end of %s".formatted(range.tensor(), range.location()));
            }
            if (range.bytes() > 0 && range.offset() < end) {
                throw new HarmfulFile("takes its tensor '%s' from bytes of %s that are another tensor's"
                        .formatted(range.tensor(), range.location()));
            }
            end = Math.max(end, range.end());
        }
    }
}
