package dev.freehold.tlog;

import java.util.ArrayList;
import java.util.List;

/**
 * A text and who signed it (C2SP signed-note). Reading one checks no signature.
 *
 * @param text ends with a line break
 */
public record SignedNote(String text, List<NoteSignature> signatures) {
    private static final int MOST_SIGNATURES = 64;
    private static final int LONGEST = 1 << 20;

    public SignedNote {
        signatures = List.copyOf(signatures);
        if (!text.endsWith("\n") || signatures.size() > MOST_SIGNATURES) {
            throw new MalformedException("a note is text that ends with a line break, and at most 64 signatures");
        }
    }

    /**
     * Reads what {@link #toString} writes.
     *
     * @throws MalformedException when it is no signed note
     */
    public static SignedNote parse(String note) {
        int blank = note.lastIndexOf("\n\n");
        if (blank < 0 || note.length() > LONGEST || !note.endsWith("\n") || hasControlCharacters(note)) {
            throw new MalformedException("a signed note is text, an empty line and signature lines");
        }
        String lines = note.substring(blank + 2);
        if (lines.isEmpty()) {
            throw new MalformedException("a signed note has a signature");
        }
        List<NoteSignature> signatures = lines.substring(0, lines.length() - 1)
                .lines()
                .map(NoteSignature::parse)
                .toList();
        return new SignedNote(note.substring(0, blank + 1), signatures);
    }

    private static boolean hasControlCharacters(String note) {
        return note.chars().anyMatch(c -> c < ' ' && c != '\n');
    }

    public SignedNote and(List<NoteSignature> more) {
        List<NoteSignature> all = new ArrayList<>(signatures);
        more.stream().filter(signature -> !all.contains(signature)).forEach(all::add);
        return new SignedNote(text, all);
    }

    /** Has this key signed it? Signatures of other keys do not matter; one of this key that is wrong makes it false. */
    public boolean isSignedBy(VerifierKey key) {
        List<NoteSignature> own = signatures.stream().filter(key::isMeant).toList();
        return !own.isEmpty() && own.stream().allMatch(signature -> key.verifies(text, signature));
    }

    /** The note as it is sent and stored. */
    @Override
    public String toString() {
        StringBuilder note = new StringBuilder(text).append('\n');
        signatures.forEach(signature -> note.append(signature).append('\n'));
        return note.toString();
    }
}
