package dev.freehold.verify;

import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/** What a log says of itself at one moment, as {@code c2sp.org/tlog-checkpoint} has it: its name, how many entries, their root in
 * hexadecimal digits. */
record Checkpoint(String origin, long size, String root) {
    private static final Pattern NUMBER = Pattern.compile("0|[1-9][0-9]{0,17}");

    static Checkpoint parse(String text) throws MalformedNoteException {
        List<String> lines = text.lines().toList();
        if (lines.size() != 3 || lines.get(0).isEmpty()) {
            throw new MalformedNoteException("a checkpoint has three lines: name, size, root");
        }
        byte[] root = Note.base64(lines.get(2));
        if (root.length != Hashes.LENGTH) {
            throw new MalformedNoteException("a root has 32 bytes");
        }
        return new Checkpoint(lines.get(0), number(lines.get(1)), HexFormat.of().formatHex(root));
    }

    /** A whole number as these formats write it, below 10^18. */
    static long number(String text) throws MalformedNoteException {
        if (!NUMBER.matcher(text).matches()) {
            throw new MalformedNoteException("a whole number was expected");
        }
        return Long.parseLong(text);
    }
}
