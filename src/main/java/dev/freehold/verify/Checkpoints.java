package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import dev.freehold.verify.Verdict.Seen;
import dev.freehold.verify.Verdict.State;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Compares the entries with what signed checkpoints say of them. */
final class Checkpoints {
    /** Where a log keeps its newest signed checkpoint. */
    private static final String NEWEST = "checkpoint";

    /** Where it notes, without a signature, what it is about to sign. */
    private static final String LAST_SIGNED = "state/last-signed";

    private record Signed(String name, boolean isOutside, boolean isSigned, Note note, Checkpoint checkpoint) {}

    private final Findings findings;
    private final KeyRing keys;
    private final List<Signed> signed = new ArrayList<>();
    private final Map<Long, String> roots = new HashMap<>();

    Checkpoints(Findings findings, KeyRing keys) {
        this.findings = findings;
        this.keys = keys;
    }

    void readInside(Path folder) throws IOException {
        if (Files.isRegularFile(folder.resolve(NEWEST))) {
            read(NEWEST, folder.resolve(NEWEST), false);
        }
        if (Files.isRegularFile(folder.resolve(LAST_SIGNED))) {
            readLastSigned(folder.resolve(LAST_SIGNED));
        }
    }

    private void readLastSigned(Path file) throws IOException {
        try {
            Note note = Note.unsigned(Files.readAllBytes(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            add(new Signed(LAST_SIGNED, false, false, note, checkpoint));
            if (!keys.logs().isEmpty() && !keys.knows(checkpoint.origin())) {
                findings.tampered(Check.SIGNATURE, Finding.NOWHERE, LAST_SIGNED + " names another log");
            }
        } catch (MalformedNoteException e) {
            findings.tampered(Check.SIGNATURE, Finding.NOWHERE, LAST_SIGNED + " is no checkpoint: " + e.getMessage());
        }
    }

    private void add(Signed one) {
        signed.add(one);
        roots.put(one.checkpoint().size(), "");
    }

    void readOutside(List<Path> files) throws IOException {
        for (Path file : files) {
            if (Files.isRegularFile(file)) {
                read(file.toString(), file, true);
            } else {
                findings.incomplete(Check.COMPLETENESS, "there is no checkpoint " + file);
            }
        }
    }

    private void read(String name, Path file, boolean isOutside) throws IOException {
        // A checkpoint from outside that is no good only says nothing; the log's own was good when it was written.
        Outcome gravity = isOutside ? Outcome.INCOMPLETE : Outcome.TAMPERED;
        try {
            Note note = Note.parse(Files.readAllBytes(file));
            Checkpoint checkpoint = Checkpoint.parse(note.text());
            boolean isSigned = keys.accepts(note, checkpoint.origin());
            if (keys.logs().isEmpty()) {
                findings.incomplete(Check.SIGNATURE, name + " cannot be checked: no verifier key (--key)");
            } else if (!isSigned) {
                findings.add(gravity, Check.SIGNATURE, Finding.NOWHERE, name + " is not signed by the log's key");
            }
            add(new Signed(name, isOutside, isSigned, note, checkpoint));
        } catch (MalformedNoteException e) {
            findings.add(
                    gravity, Check.SIGNATURE, Finding.NOWHERE, name + " is no signed checkpoint: " + e.getMessage());
        }
    }

    /** Lets the tree be remembered as it is now, if a checkpoint speaks of this size. */
    void grown(CompactTree tree) {
        if (roots.containsKey(tree.size())) {
            roots.put(tree.size(), HexFormat.of().formatHex(tree.root()));
        }
    }

    boolean isEmpty() {
        return signed.isEmpty();
    }

    boolean hasOutside() {
        return signed.stream().anyMatch(one -> one.isOutside() && one.isSigned());
    }

    /** How far the checkpoints that fit reach: so many entries from the beginning are vouched for. */
    long vouchedFor() {
        return signed.stream()
                .filter(one -> one.isSigned() && state(one, Long.MAX_VALUE) == State.MATCHES)
                .mapToLong(one -> one.checkpoint().size())
                .max()
                .orElse(0);
    }

    /**
     * Judges what was read.
     *
     * @param size of the tree
     * @param isWhole whether the entries could be read to their end
     */
    List<Seen> judge(long size, boolean isWhole) {
        sameSize();
        for (Signed one : signed) {
            switch (state(one, size)) {
                case MATCHES -> {}
                case DIFFERS -> differs(one);
                case AHEAD -> {
                    if (isWhole) {
                        ahead(one, size);
                    }
                }
                case UNDECIDED -> {
                    if (isWhole) {
                        findings.incomplete(
                                Check.TREE, one.name() + " cannot be compared with the entries that are here");
                    }
                }
            }
        }
        witnesses();
        return signed.stream()
                .map(one -> new Seen(
                        one.name(),
                        one.isOutside(),
                        one.isSigned(),
                        one.checkpoint().origin(),
                        one.checkpoint().size(),
                        state(one, size)))
                .toList();
    }

    private State state(Signed one, long size) {
        String root = roots.getOrDefault(one.checkpoint().size(), "");
        if (root.isEmpty()) {
            return one.checkpoint().size() > size ? State.AHEAD : State.UNDECIDED;
        }
        return root.equals(one.checkpoint().root()) ? State.MATCHES : State.DIFFERS;
    }

    private void ahead(Signed one, long size) {
        findings.add(
                Outcome.TRUNCATED,
                Check.CONSISTENCY,
                size,
                "%s vouches for %d entries, and here are %d: the end is missing, or an older state was put back"
                        .formatted(one.name(), one.checkpoint().size(), size));
    }

    private void differs(Signed one) {
        long good = vouchedFor();
        if (one.isSigned() && good >= one.checkpoint().size()) {
            splitView(one.name() + " and the newest checkpoint that fits tell two histories, both signed");
        } else {
            findings.tampered(
                    Check.TREE,
                    // The tiles know the place better than the checkpoint does.
                    findings.hasPlace(Check.TILES) ? Finding.NOWHERE : good,
                    "the entries do not give the root of %s: one of those from %d to %d was changed"
                            .formatted(one.name(), good, one.checkpoint().size() - 1));
        }
    }

    private void sameSize() {
        List<Signed> trusted = signed.stream().filter(Signed::isSigned).toList();
        for (Signed one : trusted) {
            for (Signed other : trusted) {
                boolean isTwice = one.name().compareTo(other.name()) < 0
                        && one.checkpoint().size() == other.checkpoint().size()
                        && one.checkpoint().origin().equals(other.checkpoint().origin())
                        && !one.checkpoint().root().equals(other.checkpoint().root());
                if (isTwice) {
                    splitView(one.name() + " and " + other.name() + " are signed for the same size and differ");
                }
            }
        }
    }

    private void splitView(String message) {
        findings.add(Outcome.SPLIT_VIEW, Check.CONSISTENCY, Finding.NOWHERE, message);
    }

    /** Each required witness must have cosigned the newest checkpoint. */
    private void witnesses() {
        Optional<Note> newest = signed.stream()
                .filter(Signed::isSigned)
                .max(Comparator.comparingLong(one -> one.checkpoint().size()))
                .map(Signed::note);
        for (VerifierKey witness : keys.witnesses()) {
            List<Boolean> answers = newest.stream()
                    .flatMap(note -> note.signatures().stream()
                            .filter(witness::owns)
                            .map(signature -> witness.holds(note, signature)))
                    .toList();
            if (answers.isEmpty()) {
                findings.incomplete(Check.SIGNATURE, "the newest checkpoint is not cosigned by " + witness);
            } else if (answers.contains(false)) {
                findings.tampered(Check.SIGNATURE, Finding.NOWHERE, "the cosignature of " + witness + " does not hold");
            }
        }
    }
}
