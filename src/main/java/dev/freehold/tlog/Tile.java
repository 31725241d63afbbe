package dev.freehold.tlog;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A piece of a tree, eight levels high, as C2SP tlog-tiles names it.
 *
 * @param level 0 holds leaf hashes; each hash of a level above stands for a full tile below
 * @param index which one from the left
 * @param width how many hashes it holds, 1 to 256; fewer than 256 only at the right edge
 */
public record Tile(int level, long index, int width) {
    public static final int FULL = 256;

    /** Levels of the tree in one tile. */
    static final int HEIGHT = 8;

    static final int MAX_LEVEL = 63;
    private static final Pattern NUMBER = Pattern.compile("(?:x[0-9]{3}/)*[0-9]{3}");
    private static final Pattern PATH = Pattern.compile("(?<number>.*?)(?:\\.p/(?<width>[0-9]{1,3}))?");

    public Tile {
        if (level < 0 || level > MAX_LEVEL || index < 0 || width < 1 || width > FULL) {
            throw new MalformedException("there is no such tile");
        }
    }

    /** The widest tile at this place in a tree of {@code size} leaves. */
    static Tile in(long size, int level, long index) {
        return new Tile(level, index, (int) Math.min(FULL, hashes(size, level) - index * FULL));
    }

    /** Those at the right edge of a tree, from the leaves up; a level whose tiles are all full has none. */
    static List<Tile> partials(long size) {
        List<Tile> partials = new ArrayList<>();
        for (int level = 0; hashes(size, level) > 0; level++) {
            long hashes = hashes(size, level);
            if (hashes % FULL != 0) {
                partials.add(new Tile(level, hashes / FULL, (int) (hashes % FULL)));
            }
        }
        return partials;
    }

    /** How many hashes all tiles of a level hold. */
    private static long hashes(long size, int level) {
        int shift = level * HEIGHT;
        return shift >= Long.SIZE ? 0 : size >> shift;
    }

    public boolean isFull() {
        return width == FULL;
    }

    public Tile widened() {
        return new Tile(level, index, FULL);
    }

    /** Does a tree of this size have it? */
    public boolean isIn(long size) {
        long hashes = hashes(size, level);
        return index <= hashes / FULL && width <= hashes - index * FULL;
    }

    /** {@code <level>/<path>}, for example {@code 0/x001/234.p/17}. */
    public String path() {
        return level + "/" + numberPath();
    }

    /** The path below the level, for example {@code x001/234.p/17}; bundles of entries have the same. */
    public String numberPath() {
        List<String> parts = new ArrayList<>();
        long rest = index;
        do {
            parts.add((parts.isEmpty() ? "%03d" : "x%03d").formatted(rest % 1000));
            rest /= 1000;
        } while (rest > 0);
        Collections.reverse(parts);
        return String.join("/", parts) + (isFull() ? "" : ".p/" + width);
    }

    /**
     * Reads what {@link #path} writes, and nothing else.
     *
     * @throws MalformedException when it is another text
     */
    public static Tile parse(String level, String numberPath) {
        Matcher path = PATH.matcher(numberPath);
        if (!path.matches() || !NUMBER.matcher(path.group("number")).matches() || numberPath.length() > 48) {
            throw new MalformedException("not the path of a tile");
        }
        long index = Decimal.parse(plain(path.group("number").replaceAll("[x/]", "")));
        String width = path.group("width");
        long levelNumber = Decimal.parse(level);
        Tile tile = new Tile(
                (int) Math.min(levelNumber, MAX_LEVEL + 1L), index, width == null ? FULL : (int) Decimal.parse(width));
        if (!tile.numberPath().equals(numberPath)) {
            throw new MalformedException("not the path of a tile in its one spelling");
        }
        return tile;
    }

    private static String plain(String digits) {
        String stripped = digits.replaceFirst("^0+", "");
        return stripped.isEmpty() ? "0" : stripped;
    }
}
