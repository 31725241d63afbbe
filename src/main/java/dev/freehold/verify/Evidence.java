package dev.freehold.verify;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A part of a log to hand to somebody who does not get the rest: its entries, and the hashes that tie them to the log's newest signed
 * checkpoint. Times only inform and the order is that of the log, so the part goes from the first to the last entry of the period.
 */
public final class Evidence {
    private static final String CHECKPOINT = "checkpoint";

    private final Path log;
    private final Path target;
    private final String from;
    private final String to;
    private final Checkpoint checkpoint;
    private final Map<String, Long> models = new TreeMap<>();
    private long first = -1;
    private long end;

    private Evidence(Path log, Path target, Instant from, Instant to) throws IOException, MalformedNoteException {
        this.log = log;
        this.target = target;
        this.from = Schema.text(from);
        this.to = Schema.text(to);
        Path signed = log.resolve(CHECKPOINT);
        if (!Files.isRegularFile(signed)) {
            throw new IOException("the log has no signed checkpoint yet, so nothing could be proved by it");
        }
        checkpoint = Checkpoint.parse(Note.parse(Files.readAllBytes(signed)).text());
    }

    /**
     * Writes a bundle to a folder that is empty or not there.
     *
     * @param to the time after the period
     * @param policies files to add: what was in force
     * @return how many entries it holds
     * @throws IOException also when the log is damaged or has no entry of the period that a checkpoint covers
     */
    public static long write(Path log, Instant from, Instant to, List<Path> policies, Path target) throws IOException {
        try {
            return new Evidence(log, target, from, to).write(policies);
        } catch (MalformedNoteException e) {
            throw new IOException("the log is damaged: " + e.getMessage(), e);
        }
    }

    private long write(List<Path> policies) throws IOException, MalformedNoteException {
        Files.createDirectories(target);
        try (var inside = Files.list(target)) {
            if (inside.findAny().isPresent()) {
                throw new IOException(target + " is not empty");
            }
        }
        read((index, leaf, hash) -> locate(index, leaf));
        if (first < 0) {
            throw new IOException("no entry of this period is covered by the log's checkpoint");
        }
        writeEntries();
        copy(log.resolve(CHECKPOINT), CHECKPOINT);
        copy(log.resolve(KeyRing.FILE), KeyRing.FILE);
        Files.createDirectory(target.resolve("policy"));
        for (Path policy : policies) {
            copy(policy, "policy/" + policy.getName(policy.getNameCount() - 1));
        }
        StringBuilder list = new StringBuilder("model\tdigest\tcalls admitted\n");
        models.forEach(
                (model, calls) -> list.append(model).append('\t').append(calls).append('\n'));
        Files.writeString(target.resolve("models.tsv"), list);
        Files.writeString(target.resolve("README.md"), readme());
        return end - first;
    }

    private void copy(Path source, String name) throws IOException {
        Files.copy(source, target.resolve(name));
    }

    private void read(LeafSink sink) throws IOException, MalformedNoteException {
        Source source = Source.at(log)
                .filter(found -> found.range().startsAtZero())
                .orElseThrow(() -> new IOException("there is no whole audit log in " + log));
        Findings findings = new Findings();
        long[] size = new long[1];
        LeafSink covered = (index, leaf, hash) -> {
            size[0] = index + 1;
            if (index < checkpoint.size()) {
                sink.leaf(index, leaf, hash);
            }
        };
        source.read(covered, findings, read -> {});
        if (size[0] < checkpoint.size()) {
            throw new IOException("the log is not intact; see what audit verify says of it");
        }
    }

    private void locate(long index, byte[] leaf) {
        Map<String, Object> entry = entry(index, leaf);
        String at = Schema.text(entry, "at");
        if (at.compareTo(from) >= 0 && at.compareTo(to) < 0) {
            first = first < 0 ? index : first;
            end = index + 1;
        }
    }

    private static Map<String, Object> entry(long index, byte[] leaf) {
        try {
            Map<String, Object> entry = CanonicalLine.read(leaf);
            if (Schema.violation(entry) == null) {
                return entry;
            }
        } catch (NotCanonicalException e) {
            // Answered below.
        }
        throw new UncheckedIOException(
                new IOException("entry " + index + " is not intact; see what audit verify says of it"));
    }

    private void writeEntries() throws IOException, MalformedNoteException {
        CompactTree before = new CompactTree();
        List<Integer> levels = Range.levelsAfter(end, checkpoint.size());
        List<CompactTree> after = new ArrayList<>(List.of(new CompactTree()));
        try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(target.resolve("entries.jsonl")))) {
            read((index, leaf, hash) -> {
                if (index < first) {
                    before.add(hash);
                } else if (index < end) {
                    write(out, leaf);
                    count(entry(index, leaf));
                } else {
                    after.getLast().add(hash);
                    if (after.getLast().size() == 1L << levels.get(after.size() - 1)) {
                        after.add(new CompactTree());
                    }
                }
            });
        }
        StringBuilder range =
                new StringBuilder("%s\n%d %d %d\n".formatted(Range.HEADER, first, end, checkpoint.size()));
        before.subtrees().forEach(root -> line(range, root));
        after.stream().filter(block -> block.size() > 0).forEach(block -> line(range, block.root()));
        Files.writeString(target.resolve(Range.FILE), range);
    }

    private static void line(StringBuilder text, byte[] hash) {
        text.append(Base64.getEncoder().encodeToString(hash)).append('\n');
    }

    private static void write(OutputStream out, byte[] leaf) {
        try {
            out.write(leaf);
            out.write('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void count(Map<String, Object> entry) {
        Optional<Object> model = Optional.ofNullable(entry.get("model"));
        if ("admit".equals(entry.get("kind")) && model.isPresent() && model.get() instanceof Map<?, ?> of) {
            models.merge(of.get("id") + "\t" + of.get("digest"), 1L, Long::sum);
        }
    }

    private String readme() {
        return """
            # Evidence from the audit log %s

            This folder holds the entries %d to %d of that log, from %s on and before %s, and what is needed to check that they are
            the entries that were written at the time: nothing was changed, left out or added between the first and the last.

            | File | |
            |---|---|
            | `entries.jsonl` | the entries, one a line, exactly as they were written |
            | `range` | hashes of the rest of the log, by which the entries can be tied to the checkpoint without showing the rest |
            | `checkpoint` | what the log's key has signed: how many entries there were (%d) and their fingerprint |
            | `verifier-keys` | the public keys of the log |
            | `models.tsv` | which models were called in this period, with the digest of their files |
            | `policy/` | the rules that were in force, as the operator has added them; they are not part of the proof |

            ## How to check it

            With Freehold (Java 25, no network, no running gateway):

                java -jar quarkus-run.jar audit verify .

            It answers INTACT and ends with the exit code 0, or says what is wrong. Ask the operator for the log's public key
            on another way than this folder, and for a checkpoint that somebody else has kept, and check against them:

                java -jar quarkus-run.jar audit verify . --key 'NAME+ID+KEY' --checkpoint FILE

            Without Freehold: a line's fingerprint is SHA-256 over a zero byte and the line; fingerprints are joined as RFC 6962
            has it; the checkpoint is a signed note of c2sp.org. The format is described in AUDIT-FORMAT.md of the project.

            ## What it does not say

            Times come from the clock of the gateway and only inform; the order is proved. Prompts and answers are not in the log.
            """.formatted(checkpoint.origin(), first, end - 1, from, to, checkpoint.size());
    }
}
