package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** The keys that checkpoints are checked with. */
record KeyRing(List<VerifierKey> logs, List<VerifierKey> witnesses, boolean isFromTheLog) {
    /** Where a log keeps its public keys, one a line, the oldest first. */
    static final String FILE = "verifier-keys";

    static KeyRing of(Task task, Path folder, Findings findings) throws IOException {
        Path file = folder.resolve(FILE);
        if (!task.keys().isEmpty() || !Files.isRegularFile(file)) {
            return new KeyRing(task.keys(), task.witnesses(), false);
        }
        try {
            String text = Files.readString(file);
            if (!text.endsWith("\n")) {
                throw new IllegalArgumentException("the last line does not end");
            }
            List<VerifierKey> found = Arrays.stream(
                            text.substring(0, text.length() - 1).split("\n", -1))
                    .map(VerifierKey::parse)
                    .toList();
            return new KeyRing(found, task.witnesses(), true);
        } catch (IllegalArgumentException | MalformedInputException e) {
            findings.tampered(Check.SIGNATURE, Finding.NOWHERE, FILE + " holds no verifier key");
            return new KeyRing(List.of(), task.witnesses(), false);
        }
    }

    boolean knows(String origin) {
        return logs.stream().anyMatch(key -> key.name().equals(origin));
    }

    /** Is it signed by a key of the log's name, and is no signature in the name of a known key wrong? */
    boolean accepts(Note note, String origin) {
        boolean isSigned = false;
        for (Note.Signature signature : note.signatures()) {
            for (VerifierKey key : logs) {
                if (key.owns(signature)) {
                    if (!key.name().equals(origin) || !key.holds(note, signature)) {
                        return false;
                    }
                    isSigned = true;
                }
            }
        }
        return isSigned;
    }
}
