package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The stored hashes of a log in the layout of {@code c2sp.org/tlog-tiles}. They can be worked out from the entries, so each tile that is
 * there must be exactly that; a missing one is no fault.
 */
final class TileFolder {
    private static final int WIDTH = 256;
    private static final Pattern PATH = Pattern.compile(
            "(?<level>[0-9]{1,2}|entries)/(?<index>(?:x[0-9]{3}/)*[0-9]{3})(?:\\.p/(?<width>[0-9]{1,3}))?");
    private static final String ENTRIES = "entries";

    /** @param level a number, or {@code entries} for tiles of whole leaves */
    private record Place(String level, long index) {}

    /** @param width how many hashes or leaves it holds */
    private record Stored(Path file, int width) {}

    /** The tile at the right edge of one level. */
    private static final class Edge {
        private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        private final int[] ends = new int[WIDTH + 1];
        private long index;
        private int width;

        void add(byte[]... parts) {
            for (byte[] part : parts) {
                bytes.writeBytes(part);
            }
            ends[++width] = bytes.size();
        }

        void advance() {
            index++;
            width = 0;
            bytes.reset();
        }
    }

    private final Findings findings;
    private final Hashes hashes = new Hashes();
    private final Map<Place, List<Stored>> stored = new HashMap<>();
    private final List<Edge> levels = new ArrayList<>();
    private final Edge entries = new Edge();
    private final boolean hasEntries;
    private long compared;

    TileFolder(Path folder, Findings findings) throws IOException {
        this.findings = findings;
        if (Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                files.filter(Files::isRegularFile).forEach(file -> register(folder, file));
            }
        }
        hasEntries = stored.keySet().stream().anyMatch(place -> place.level().equals(ENTRIES));
    }

    private void register(Path folder, Path file) {
        Matcher path = PATH.matcher(folder.relativize(file).toString().replace('\\', '/'));
        if (path.matches()) {
            long index = Long.parseLong(path.group("index").replace("x", "").replace("/", ""));
            String width = path.group("width");
            stored.computeIfAbsent(new Place(path.group("level"), index), any -> new ArrayList<>())
                    .add(new Stored(file, width == null ? WIDTH : Integer.parseInt(width)));
        }
    }

    /** How many tiles were there and compared. */
    long compared() {
        return compared;
    }

    void leaf(byte[] leaf, byte[] hash) {
        if (stored.isEmpty()) {
            return;
        }
        if (hasEntries) {
            entries.add(new byte[] {(byte) (leaf.length >> 8), (byte) leaf.length}, leaf);
            compareWhenFull(ENTRIES, entries, 1);
        }
        add(0, hash);
    }

    private void add(int level, byte[] hash) {
        if (level == levels.size()) {
            levels.add(new Edge());
        }
        Edge edge = levels.get(level);
        edge.add(hash);
        if (edge.width == WIDTH) {
            byte[] root = root(edge.bytes.toByteArray(), 0, WIDTH);
            compareWhenFull(Integer.toString(level), edge, span(level));
            add(level + 1, root);
        }
    }

    /** How many leaves one hash of a level stands for. */
    private static long span(int level) {
        return 1L << (8 * level);
    }

    private byte[] root(byte[] tile, int first, int count) {
        if (count == 1) {
            return Arrays.copyOfRange(tile, first * Hashes.LENGTH, (first + 1) * Hashes.LENGTH);
        }
        return hashes.node(root(tile, first, count / 2), root(tile, first + count / 2, count / 2));
    }

    private void compareWhenFull(String level, Edge edge, long span) {
        if (edge.width == WIDTH) {
            compare(level, edge, span);
            edge.advance();
        }
    }

    private void compare(String level, Edge edge, long span) {
        List<Stored> here = stored.remove(new Place(level, edge.index));
        if (here != null) {
            byte[] expected = edge.bytes.toByteArray();
            here.forEach(tile -> compare(tile, level, edge, expected, span));
        }
    }

    private void compare(Stored tile, String level, Edge edge, byte[] expected, long span) {
        if (tile.width() > edge.width) {
            beyond(level, edge.index, edge.index * WIDTH * span + edge.width * span);
            return;
        }
        compared++;
        int length = edge.ends[tile.width()];
        byte[] found = read(tile.file(), Arrays.copyOf(expected, length));
        if (found.length < length && Arrays.equals(expected, 0, found.length, found, 0, found.length)) {
            findings.incomplete(
                    Check.TILES,
                    "tile %s/%d is too short, as a power cut leaves it; the next start makes it anew"
                            .formatted(level, edge.index));
            return;
        }
        int mismatch = Arrays.mismatch(expected, 0, length, found, 0, found.length);
        if (mismatch >= 0) {
            int within = Arrays.binarySearch(edge.ends, 1, tile.width() + 1, mismatch + 1);
            int hash = Math.min((within < 0 ? -within - 1 : within) - 1, tile.width() - 1);
            findings.tampered(
                    Check.TILES,
                    (edge.index * WIDTH + hash) * span,
                    "tile %s/%d does not hold what the entries give: one of the two was changed"
                            .formatted(level, edge.index));
        }
    }

    private static byte[] read(Path file, byte[] expected) {
        try {
            return Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            // The gateway runs, and has replaced it by a fuller one.
            return expected;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** To be called after the last entry. */
    void close() {
        if (entries.width > 0) {
            compare(ENTRIES, entries, 1);
        }
        for (int level = 0; level < levels.size(); level++) {
            if (levels.get(level).width > 0) {
                compare(Integer.toString(level), levels.get(level), span(level));
            }
        }
        stored.forEach((place, tiles) -> beyond(place.level(), place.index(), Finding.NOWHERE));
    }

    private void beyond(String level, long index, long entry) {
        findings.add(
                Outcome.TRUNCATED,
                Check.TILES,
                entry,
                "tile %s/%d stands for entries that are not here".formatted(level, index));
    }
}
