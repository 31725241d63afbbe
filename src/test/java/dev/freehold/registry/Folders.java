package dev.freehold.registry;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes model folders for tests. */
public final class Folders {
    private Folders() {}

    /** A folder that the scan accepts, as a text generator. */
    public static Path generator(Path folder) throws IOException {
        text(folder, "config.json", "{\"architectures\": [\"LlamaForCausalLM\"]}");
        text(folder, "tokenizer.json", "{}");
        write(folder, "model.onnx", graph());
        return folder;
    }

    static void text(Path folder, String name, String content) throws IOException {
        write(folder, name, content.getBytes(StandardCharsets.UTF_8));
    }

    static void write(Path folder, String name, byte[] content) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
    }

    /** The bytes of an ONNX model whose tensors, one byte each, lie in these files. */
    public static byte[] graph(String... locations) {
        ByteArrayOutputStream tensors = new ByteArrayOutputStream();
        for (String location : locations) {
            byte[] name = location.getBytes(StandardCharsets.UTF_8);
            byte[] entry = join(field(1, "location".getBytes(StandardCharsets.UTF_8)), field(2, name));
            byte[] oneByteElsewhere = {1 << 3, 1, 2 << 3, 2, 14 << 3, 1};
            tensors.writeBytes(field(5, join(oneByteElsewhere, join(field(8, name), field(13, entry)))));
        }
        return join(new byte[] {8, 10}, field(7, tensors.toByteArray()));
    }

    /** One length-delimited protobuf field. */
    static byte[] field(int number, byte[] content) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        varint(out, (number << 3) | 2);
        varint(out, content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    static byte[] join(byte[] first, byte[] second) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static void varint(ByteArrayOutputStream out, int value) {
        int rest = value;
        while (rest > 0x7F) {
            out.write((rest & 0x7F) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }
}
