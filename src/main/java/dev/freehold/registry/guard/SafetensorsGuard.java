package dev.freehold.registry.guard;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Looks through the header of a safetensors file: every byte behind it belongs to exactly one tensor, of a known type and a shape
 * that fits. See the format's description in huggingface/safetensors.
 */
public final class SafetensorsGuard {
    /** As the reference reader has it. */
    private static final long LONGEST_HEADER = 100_000_000;

    private static final Map<String, Integer> BITS = Map.ofEntries(
            Map.entry("BOOL", 8),
            Map.entry("U8", 8),
            Map.entry("I8", 8),
            Map.entry("F8_E4M3", 8),
            Map.entry("F8_E5M2", 8),
            Map.entry("F8_E8M0", 8),
            Map.entry("F4", 4),
            Map.entry("U16", 16),
            Map.entry("I16", 16),
            Map.entry("F16", 16),
            Map.entry("BF16", 16),
            Map.entry("U32", 32),
            Map.entry("I32", 32),
            Map.entry("F32", 32),
            Map.entry("U64", 64),
            Map.entry("I64", 64),
            Map.entry("F64", 64));
    private static final Set<String> FIELDS = Set.of("dtype", "shape", "data_offsets");
    private static final ObjectMapper STRICT = new ObjectMapper(JsonFactory.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(4).build())
            .build());

    private SafetensorsGuard() {}

    private record Range(String tensor, long begin, long end) {}

    public static void check(Path file) throws IOException, HarmfulFile {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            long size = channel.size();
            long length = size < Long.BYTES
                    ? -1
                    : read(channel, 0, Long.BYTES)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .getLong();
            if (length < 2 || length > LONGEST_HEADER || length > size - Long.BYTES) {
                throw new HarmfulFile("does not begin with the length of a header that fits into it");
            }
            byte[] header = read(channel, Long.BYTES, (int) length).array();
            if (header[0] != '{') {
                throw new HarmfulFile("has a header that is no JSON object");
            }
            check(header, size - Long.BYTES - length);
        }
    }

    private static ByteBuffer read(FileChannel channel, long position, int length) throws IOException {
        ByteBuffer buffer = ByteBuffer.allocate(length);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new IOException("the file became shorter while it was read");
            }
        }
        return buffer.flip();
    }

    private static void check(byte[] header, long data) throws IOException, HarmfulFile {
        List<Range> ranges = new ArrayList<>();
        for (Map.Entry<String, JsonNode> entry : tensors(header)) {
            if (!entry.getKey().equals("__metadata__")) {
                ranges.add(range(HarmfulFile.shown(entry.getKey()), entry.getValue()));
            } else if (!entry.getValue().isObject()) {
                throw new HarmfulFile("has metadata that is no JSON object");
            }
        }
        ranges.sort(Comparator.comparingLong(Range::begin).thenComparingLong(Range::end));
        long end = 0;
        for (Range range : ranges) {
            if (range.begin() != end) {
                throw new HarmfulFile(
                        "leaves a hole before its tensor '%s', or lets it overlap another".formatted(range.tensor()));
            }
            end = range.end();
        }
        if (end != data) {
            throw new HarmfulFile("holds %d bytes of tensors where its header describes %d".formatted(data, end));
        }
    }

    private static Set<Map.Entry<String, JsonNode>> tensors(byte[] header) throws IOException, HarmfulFile {
        try (JsonParser parser = STRICT.createParser(header)) {
            JsonNode node = STRICT.readTree(parser);
            if (parser.nextToken() != null) {
                throw new HarmfulFile("has something behind the JSON object of its header");
            }
            return new HashSet<>(node.properties());
        } catch (JsonProcessingException broken) {
            throw new HarmfulFile("has a header that is not valid JSON, or names a tensor twice");
        }
    }

    private static Range range(String tensor, JsonNode entry) throws HarmfulFile {
        JsonNode offsets = entry.path("data_offsets");
        Set<String> fields = new HashSet<>();
        entry.fieldNames().forEachRemaining(fields::add);
        boolean isComplete = fields.equals(FIELDS)
                && offsets.isArray()
                && offsets.size() == 2
                && offsets.path(0).canConvertToExactIntegral()
                && offsets.path(1).canConvertToExactIntegral()
                && offsets.path(0).canConvertToLong()
                && offsets.path(1).canConvertToLong();
        if (!isComplete) {
            throw new HarmfulFile("does not say type, shape and place of its tensor '%s'".formatted(tensor));
        }
        Range range =
                new Range(tensor, offsets.path(0).asLong(), offsets.path(1).asLong());
        long wanted = bytes(tensor, entry.path("dtype").asText(), entry.path("shape"));
        if (range.begin() < 0 || range.end() < range.begin() || range.end() - range.begin() != wanted) {
            throw new HarmfulFile("gives its tensor '%s' the bytes %d to %d, whose shape asks for %d"
                    .formatted(tensor, range.begin(), range.end(), wanted));
        }
        return range;
    }

    private static long bytes(String tensor, String type, JsonNode shape) throws HarmfulFile {
        Integer bits = BITS.get(type);
        if (bits == null) {
            throw new HarmfulFile(
                    "gives its tensor '%s' the unknown type '%s'".formatted(tensor, HarmfulFile.shown(type)));
        }
        if (!shape.isArray()) {
            throw new HarmfulFile("gives its tensor '%s' no shape".formatted(tensor));
        }
        long size = bits;
        try {
            for (JsonNode dimension : shape) {
                if (!dimension.canConvertToExactIntegral() || !dimension.canConvertToLong() || dimension.asLong() < 0) {
                    throw new HarmfulFile("gives its tensor '%s' a dimension that is no length".formatted(tensor));
                }
                size = Math.multiplyExact(size, dimension.asLong());
            }
        } catch (ArithmeticException tooMany) {
            throw new HarmfulFile("gives its tensor '%s' a shape beyond all memory".formatted(tensor));
        }
        if (size % 8 != 0) {
            throw new HarmfulFile("gives its tensor '%s' a part of a byte".formatted(tensor));
        }
        return size / 8;
    }
}
