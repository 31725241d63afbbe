package dev.freehold.builder.checkpoint;

import static java.nio.ByteOrder.LITTLE_ENDIAN;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.freehold.registry.guard.HarmfulFile;
import dev.freehold.registry.guard.SafetensorsGuard;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Maps a safetensors file. Its header is believed only after the guard has been through it. */
final class SafetensorsFile {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ValueLayout.OfLong LONG = ValueLayout.JAVA_LONG_UNALIGNED.withOrder(LITTLE_ENDIAN);

    private SafetensorsFile() {}

    static List<StoredTensor> map(Path file, Arena arena) throws IOException {
        try {
            SafetensorsGuard.check(file);
        } catch (HarmfulFile harmful) {
            throw new Unbuildable("%s %s".formatted(file.getFileName(), harmful.reason()));
        }
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            MemorySegment all = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size(), arena);
            long data = Long.BYTES + all.get(LONG, 0);
            byte[] header = all.asSlice(Long.BYTES, data - Long.BYTES).toArray(ValueLayout.JAVA_BYTE);
            List<StoredTensor> tensors = new ArrayList<>();
            for (Map.Entry<String, JsonNode> entry : JSON.readTree(header).properties()) {
                if (!entry.getKey().equals("__metadata__")) {
                    tensors.add(tensor(file, entry.getKey(), entry.getValue(), all.asSlice(data)));
                }
            }
            return tensors;
        }
    }

    private static StoredTensor tensor(Path file, String name, JsonNode entry, MemorySegment data) {
        List<Long> shape = new ArrayList<>();
        entry.path("shape").forEach(dimension -> shape.add(dimension.asLong()));
        long begin = entry.path("data_offsets").path(0).asLong();
        long end = entry.path("data_offsets").path(1).asLong();
        return new StoredTensor(name, file, entry.path("dtype").asText(), shape, data.asSlice(begin, end - begin));
    }
}
