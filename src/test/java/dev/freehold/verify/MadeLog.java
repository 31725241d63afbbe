package dev.freehold.verify;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.CRC32C;

/** A log that a test makes up and writes as the format says, without any code of the gateway. */
final class MadeLog {
    static final String NAME = "audit.example.org/freehold";
    static final Instant START = Instant.parse("2026-11-22T05:00:00Z");

    final List<byte[]> leaves = new ArrayList<>();
    TestKey key;
    int entriesInASegment = 40;

    MadeLog(TestKey key) {
        this.key = key;
    }

    /** A start, then calls that are admitted and answered, two running at a time. */
    static MadeLog of(TestKey key, int entries) {
        MadeLog log = new MadeLog(key);
        log.add("{\"action\":\"start\",\"at\":\"%s\",\"kind\":\"lifecycle\",\"target\":\"0.1.0\",\"v\":1}"
                .formatted(at(0)));
        int admitted = 0;
        int ended = 0;
        while (log.leaves.size() < entries) {
            int index = log.leaves.size();
            int running = admitted - ended;
            boolean begins = running == 0 || (running < 2 && index < entries - 2);
            log.add(begins ? admit(admitted++, index) : settle(ended++, index));
        }
        return log;
    }

    static String at(int index) {
        return START.plusSeconds(10L * index).toString().replace("Z", ".000000Z");
    }

    static String admit(int call, int index) {
        return call("admit", call, index, "key:q7Tz0aB3xY", "");
    }

    static String settle(int call, int index) {
        return call("settle", call, index, "key:q7Tz0aB3xY", ",\"used\":{\"input\":1211,\"output\":12}");
    }

    static String call(String kind, int call, int index, String actor, String used) {
        return ("{\"action\":\"chat.completions\",\"actor\":{\"credential\":\"api_key\",\"id\":\"%s\",\"project\":\"search\","
                        + "\"tenant\":\"acme\"},\"at\":\"%s\",\"http\":{\"method\":\"POST\",\"route\":\"/v1/chat/completions\","
                        + "\"status\":200},\"kind\":\"%s\",\"model\":{\"digest\":\"sha256:92745110\",\"id\":\"qwen3-8b\"},%s"
                        + "\"request\":\"req_%032d\",\"tokens\":{\"reserved\":{\"input\":1211,\"output\":388}%s},\"v\":1}")
                .formatted(actor, at(index), kind, kind.equals("admit") ? "" : "\"outcome\":\"stop\",", call, used);
    }

    void add(String leaf) {
        leaves.add(leaf.getBytes(UTF_8));
    }

    MadeLog upTo(int size) {
        MadeLog log = new MadeLog(key);
        log.entriesInASegment = entriesInASegment;
        log.leaves.addAll(leaves.subList(0, size));
        return log;
    }

    byte[] root() {
        CompactTree tree = new CompactTree();
        leaves.forEach(leaf -> tree.add(new Hashes().leaf(leaf)));
        return tree.root();
    }

    String checkpoint() {
        return key.checkpoint(leaves.size(), root());
    }

    /** Everything: segments, tiles, checkpoint, key. */
    void write(Path folder) throws IOException {
        writeSegments(folder);
        writeTiles(folder.resolve("tile"));
        Files.writeString(folder.resolve("checkpoint"), checkpoint());
        Files.createDirectories(folder.resolve("state"));
        Files.writeString(
                folder.resolve("state/last-signed"),
                checkpoint().substring(0, checkpoint().indexOf("\n\n") + 1));
        Files.writeString(folder.resolve("verifier-keys"), key.vkey() + "\n");
    }

    void writeSegments(Path folder) throws IOException {
        Files.createDirectories(folder);
        byte[] previous = new byte[32];
        for (int first = 0; first < leaves.size(); first += entriesInASegment) {
            ByteBuffer out = ByteBuffer.allocate(1 << 20);
            for (int i = first; i < Math.min(first + entriesInASegment, leaves.size()); i++) {
                frame(out, i, previous, leaves.get(i));
                previous = new Hashes().leaf(leaves.get(i));
            }
            byte[] bytes = new byte[out.flip().remaining()];
            out.get(bytes);
            Files.write(segment(folder, first), bytes);
        }
    }

    static Path segment(Path folder, int first) {
        return folder.resolve(String.format(Locale.ROOT, "%020d.seg", first));
    }

    static void frame(ByteBuffer out, long index, byte[] previous, byte[] leaf) {
        CRC32C crc = new CRC32C();
        crc.update(ByteBuffer.allocate(12).putInt(leaf.length).putLong(index).array());
        crc.update(previous);
        crc.update(leaf);
        out.putInt(leaf.length)
                .putInt((int) crc.getValue())
                .putLong(index)
                .put(previous)
                .put(leaf);
        while (out.position() % 8 != 0) {
            out.put((byte) 0);
        }
    }

    private void writeTiles(Path folder) throws IOException {
        List<byte[]> bundle = leaves.stream()
                .map(leaf -> ByteBuffer.allocate(2 + leaf.length)
                        .putShort((short) leaf.length)
                        .put(leaf)
                        .array())
                .toList();
        writeLevel(folder.resolve("entries"), bundle);
        List<byte[]> hashes =
                leaves.stream().map(leaf -> new Hashes().leaf(leaf)).toList();
        for (int level = 0; !hashes.isEmpty(); level++) {
            writeLevel(folder.resolve(Integer.toString(level)), hashes);
            List<byte[]> above = new ArrayList<>();
            for (int first = 0; first + 256 <= hashes.size(); first += 256) {
                CompactTree tree = new CompactTree();
                hashes.subList(first, first + 256).forEach(tree::add);
                above.add(tree.root());
            }
            hashes = above;
        }
    }

    private static void writeLevel(Path folder, List<byte[]> items) throws IOException {
        for (int first = 0; first < items.size(); first += 256) {
            List<byte[]> tile = items.subList(first, Math.min(first + 256, items.size()));
            String name = String.format(Locale.ROOT, "%03d", first / 256);
            Path file = folder.resolve(tile.size() == 256 ? name : name + ".p/" + tile.size());
            Files.createDirectories(file.getParent());
            ByteBuffer bytes = ByteBuffer.allocate(
                    tile.stream().mapToInt(item -> item.length).sum());
            tile.forEach(bytes::put);
            Files.write(file, bytes.array());
        }
    }
}
