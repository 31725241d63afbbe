package dev.freehold.verify;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** A text with signatures below it, as {@code c2sp.org/signed-note} has it. */
record Note(String text, List<Signature> signatures) {
    private static final int MOST_BYTES = 1 << 20;
    private static final String MARK = "\u2014 ";

    /** One line below the text; {@code bytes} follow the key id. */
    record Signature(String name, int keyId, ByteBuffer bytes) {}

    static Note parse(byte[] bytes) throws MalformedNoteException {
        String note = utf8(bytes);
        int end = note.lastIndexOf("\n\n");
        if (end < 0 || !note.endsWith("\n")) {
            throw new MalformedNoteException("not a signed note: no empty line before signatures");
        }
        List<Signature> signatures = new ArrayList<>();
        for (String line : note.substring(end + 2).lines().toList()) {
            signatures.add(signature(line));
        }
        if (signatures.isEmpty()) {
            throw new MalformedNoteException("not a signed note: no signature");
        }
        return new Note(note.substring(0, end + 1), List.copyOf(signatures));
    }

    /** A text that nobody has signed. */
    static Note unsigned(byte[] bytes) throws MalformedNoteException {
        String text = utf8(bytes);
        if (!text.endsWith("\n")) {
            throw new MalformedNoteException("the last line does not end");
        }
        return new Note(text, List.of());
    }

    private static String utf8(byte[] bytes) throws MalformedNoteException {
        try {
            String note = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            if (bytes.length <= MOST_BYTES && note.chars().noneMatch(c -> c < ' ' && c != '\n')) {
                return note;
            }
        } catch (CharacterCodingException e) {
            // Answered as every other text that is no note.
        }
        throw new MalformedNoteException("not a signed note: not plain text, or too long");
    }

    private static Signature signature(String line) throws MalformedNoteException {
        int space = line.indexOf(' ', MARK.length());
        if (!line.startsWith(MARK) || space <= MARK.length()) {
            throw new MalformedNoteException("a signature line must be '\u2014 name signature'");
        }
        byte[] decoded = base64(line.substring(space + 1));
        if (decoded.length < 5) {
            throw new MalformedNoteException("a signature is too short");
        }
        ByteBuffer buffer = ByteBuffer.wrap(decoded);
        int keyId = buffer.getInt();
        return new Signature(line.substring(MARK.length(), space), keyId, buffer.slice());
    }

    /** Takes the one canonical spelling only, so that no bit of a file is without meaning. */
    static byte[] base64(String text) throws MalformedNoteException {
        try {
            byte[] decoded = Base64.getDecoder().decode(text);
            if (Base64.getEncoder().encodeToString(decoded).equals(text)) {
                return decoded;
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw new MalformedNoteException("not standard base64");
    }
}
