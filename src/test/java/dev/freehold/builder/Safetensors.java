package dev.freehold.builder;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Predicate;

/** Rearranges safetensors files for tests. */
final class Safetensors {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Safetensors() {}

    /** Makes two files and their index of one, which goes. */
    static void split(Path file, Predicate<String> isSecond, Path folder, Consumer<ObjectNode> change)
            throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
        byte[] header = new byte[(int) bytes.getLong()];
        bytes.get(header);
        ByteBuffer data = bytes.slice();
        ObjectNode index = JSON.createObjectNode();
        ObjectNode map = index.putObject("weight_map");
        for (int part = 1; part <= 2; part++) {
            ObjectNode tensors = JSON.createObjectNode();
            ByteArrayOutputStream content = new ByteArrayOutputStream();
            for (Map.Entry<String, JsonNode> tensor : JSON.readTree(header).properties()) {
                if (isSecond.test(tensor.getKey()) == (part == 2)) {
                    int begin = tensor.getValue().path("data_offsets").path(0).asInt();
                    int end = tensor.getValue().path("data_offsets").path(1).asInt();
                    ObjectNode moved = tensor.getValue().deepCopy();
                    moved.putArray("data_offsets").add(content.size()).add(content.size() + end - begin);
                    tensors.set(tensor.getKey(), moved);
                    content.write(data.array(), data.arrayOffset() + begin, end - begin);
                    map.put(tensor.getKey(), "model-" + part + ".safetensors");
                }
            }
            write(folder.resolve("model-" + part + ".safetensors"), tensors, content.toByteArray());
        }
        change.accept(map);
        JSON.writeValue(folder.resolve("model.safetensors.index.json").toFile(), index);
        Files.delete(file);
    }

    private static void write(Path file, ObjectNode tensors, byte[] data) throws IOException {
        byte[] header = tensors.toString().getBytes(UTF_8);
        ByteBuffer written =
                ByteBuffer.allocate(8 + header.length + data.length).order(ByteOrder.LITTLE_ENDIAN);
        Files.write(file, written.putLong(header.length).put(header).put(data).array());
    }
}
