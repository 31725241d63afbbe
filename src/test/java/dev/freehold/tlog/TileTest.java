package dev.freehold.tlog;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TileTest {

    @Test
    void pathsAreThoseOfTheStandard() {
        assertEquals("0/000", new Tile(0, 0, 256).path());
        assertEquals("0/x001/x234/067", new Tile(0, 1_234_067, 256).path());
        assertEquals("2/x001/000.p/7", new Tile(2, 1000, 7).path());
    }

    @Test
    void everyPathIsReadBack() {
        Random random = new Random(7);
        for (int i = 0; i < 10_000; i++) {
            long index = random.nextLong() >>> (1 + random.nextInt(63));
            Tile tile = new Tile(random.nextInt(64), index, 1 + random.nextInt(256));
            assertEquals(tile, Tile.parse(Integer.toString(tile.level()), tile.numberPath()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "0",
                "00",
                "0000",
                "x000/000",
                "001/002",
                "x001/2",
                "000.p",
                "000.p/",
                "000.p/0",
                "000.p/256",
                "000.p/01",
                "000/",
                "/000",
                "../000",
                "000.p/1/2",
                "-01",
                "x999/x999/x999/x999/x999/x999/x999/x999/999"
            })
    void noOtherSpellingIsAPath(String path) {
        assertThrows(MalformedException.class, () -> Tile.parse("0", path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"64", "-1", "00", "01", "", "x", "99999999999999999999"})
    void noOtherLevelIsOne(String level) {
        assertThrows(MalformedException.class, () -> Tile.parse(level, "000"));
    }

    @Test
    void seventyThousandLeavesHaveTheTilesOfTheStandardsExample() {
        MemoryTiles tiles = MemoryTiles.of(NaiveTree.entries(70_000));
        var counts = tiles.all().keySet().stream()
                .collect(Collectors.groupingBy(
                        tile -> tile.level() + (tile.isFull() ? " full" : "." + tile.width()), Collectors.counting()));

        assertEquals(273, counts.get("0 full"));
        assertEquals(1, counts.get("0.112"));
        assertEquals(1, counts.get("1 full"));
        assertEquals(1, counts.get("1.17"));
        assertEquals(1, counts.get("2.1"));
        assertEquals(5, counts.size());
    }

    @Test
    void proofsOverSeveralLevelsOfTilesHold() {
        int size = 70_000;
        List<byte[]> entries = NaiveTree.entries(size);
        MemoryTiles tiles = MemoryTiles.of(entries);
        Hash root = Hash.of(NaiveTree.root(entries));
        Random random = new Random(11);
        for (int i = 0; i < 300; i++) {
            int index = random.nextInt(size);
            List<Hash> proof = Proofs.inclusion(new TiledNodes(tiles, size), index, size);
            assertTrue(ProofCheck.includes(root, size, index, Hash.ofLeaf(entries.get(index)), proof));
        }
        assertTrue(ProofCheck.extendsTree(
                Hash.of(NaiveTree.root(entries.subList(0, 65_537))),
                65_537,
                root,
                size,
                Proofs.consistency(new TiledNodes(tiles, size), 65_537, size)));
    }

    @Test
    void anEdgeGoesOnWhereItsTilesEnd() {
        for (int size : new int[] {0, 1, 255, 256, 257, 511, 512, 65_535, 65_536, 65_793}) {
            List<byte[]> entries = NaiveTree.entries(size + 300);
            MemoryTiles before = MemoryTiles.of(entries.subList(0, size));
            TileEdge edge = TileEdge.of(before, size);
            entries.subList(size, size + 300).forEach(entry -> edge.append(Hash.ofLeaf(entry), before.all()::put));
            edge.partials(before.all()::put);

            assertEquals(Hash.of(NaiveTree.root(entries)), edge.root());
            MemoryTiles.of(entries).all().forEach((tile, hashes) -> assertArrayEquals(hashes, before.read(tile)));
        }
    }

    @Test
    void anEdgeWhoseTilesAreMissingOrShortIsNotOpened() {
        MemoryTiles tiles = MemoryTiles.of(NaiveTree.entries(300));
        tiles.all().put(new Tile(0, 1, 44), new byte[43 * Hash.LENGTH]);

        assertThrows(MissingTileException.class, () -> TileEdge.of(tiles, 300));
        assertThrows(MissingTileException.class, () -> TileEdge.of(tiles, 301));
        assertThrows(MissingTileException.class, () -> Proofs.inclusion(new TiledNodes(tiles, 300), 290, 300));
    }

    @Test
    void aTileIsInATreeThatIsLargeEnough() {
        assertTrue(new Tile(1, 0, 1).isIn(256));
        assertTrue(!new Tile(1, 0, 1).isIn(255));
        assertTrue(!new Tile(0, 1, 45).isIn(300));
    }

    @Test
    void bundlesHoldTheEntriesVerbatim() {
        List<byte[]> entries = IntStream.of(0, 1, 255, 256, 65_535)
                .mapToObj(length -> "x".repeat(length).getBytes(StandardCharsets.US_ASCII))
                .toList();
        byte[] bundle = EntryBundle.encode(entries);

        assertEquals(entries.stream().mapToInt(entry -> entry.length + 2).sum(), bundle.length);
        List<byte[]> read = EntryBundle.decode(bundle);
        for (int i = 0; i < entries.size(); i++) {
            assertArrayEquals(entries.get(i), read.get(i));
        }
        for (int cut = 1; cut < 700; cut++) {
            byte[] shorter = java.util.Arrays.copyOf(bundle, bundle.length - cut);
            assertThrows(MalformedException.class, () -> EntryBundle.decode(shorter));
        }
    }
}
