package dev.freehold.registry;

import dev.freehold.registry.ProtobufFields.Field;
import dev.freehold.registry.ProtobufFields.Malformed;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files beside an ONNX graph that hold its weights, by walking the messages of onnx.proto and skipping over
 * everything else. Weights inside the graph are never read.
 */
final class ExternalData {
    private static final int DEEPEST = 100;
    private static final byte[] POINTER = "version https://git-lfs".getBytes(StandardCharsets.US_ASCII);

    private final Set<String> locations = new TreeSet<>();
    private boolean isGraphFound;

    private ExternalData() {}

    /** The paths that the graph's tensors name, relative to the graph's folder, sorted. Nobody has checked them. */
    static Set<String> locations(Path graph) throws IOException, Unservable {
        try (FileChannel channel = FileChannel.open(graph, StandardOpenOption.READ);
                Arena arena = Arena.ofConfined()) {
            MemorySegment bytes = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            if (startsWith(bytes, POINTER)) {
                throw new Unservable(
                        "%s is a Git LFS pointer and not the model; run `git lfs pull`".formatted(graph.getFileName()));
            }
            ExternalData data = new ExternalData();
            data.walk(Message.MODEL, new ProtobufFields(bytes), 0);
            if (!data.isGraphFound) {
                throw new Malformed();
            }
            return data.locations;
        } catch (Malformed cut) {
            throw new Unservable(
                    "%s is not a complete ONNX file; fetch or export it again".formatted(graph.getFileName()));
        }
    }

    private static boolean startsWith(MemorySegment bytes, byte[] prefix) {
        return bytes.byteSize() >= prefix.length
                && bytes.asSlice(0, prefix.length).mismatch(MemorySegment.ofArray(prefix)) < 0;
    }

    private void walk(Message message, ProtobufFields fields, int depth) throws Malformed {
        if (depth > DEEPEST) {
            throw new Malformed();
        }
        isGraphFound |= message == Message.GRAPH;
        if (message == Message.ENTRY) {
            entry(fields);
            return;
        }
        for (Field field = fields.next(); field != null; field = fields.next()) {
            Message inner = message.inside(field.number());
            if (inner != null && field.isDelimited()) {
                walk(inner, new ProtobufFields(field.content()), depth + 1);
            }
        }
    }

    private void entry(ProtobufFields fields) throws Malformed {
        String key = "";
        String value = "";
        for (Field field = fields.next(); field != null; field = fields.next()) {
            switch (field.number()) {
                case 1 -> key = field.text();
                case 2 -> value = field.text();
                default -> {}
            }
        }
        if (key.equals("location")) {
            locations.add(value);
        }
    }

    /** The messages on the way from a model to its external data. */
    private enum Message {
        MODEL,
        GRAPH,
        NODE,
        ATTRIBUTE,
        SPARSE,
        TENSOR,
        ENTRY,
        FUNCTION;

        /** The message in a field of this one, if it is one on the way. */
        private @Nullable Message inside(int field) {
            return switch (this) {
                case MODEL -> field == 7 ? GRAPH : field == 25 ? FUNCTION : null;
                case GRAPH -> field == 1 ? NODE : field == 5 ? TENSOR : field == 15 ? SPARSE : null;
                case FUNCTION -> field == 7 ? NODE : null;
                case NODE -> field == 5 ? ATTRIBUTE : null;
                case ATTRIBUTE -> attribute(field);
                case SPARSE -> field == 1 || field == 2 ? TENSOR : null;
                case TENSOR -> field == 13 ? ENTRY : null;
                case ENTRY -> null;
            };
        }

        private static @Nullable Message attribute(int field) {
            return switch (field) {
                case 5, 10 -> TENSOR;
                case 6, 11 -> GRAPH;
                case 22, 23 -> SPARSE;
                default -> null;
            };
        }
    }
}
