package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import dev.freehold.verify.Verdict.Facts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** One verification of one log, in one pass over its entries. */
public final class Verification implements LeafSink {
    private final Task task;
    private final Range range;
    private final Findings findings;
    private final Checkpoints checkpoints;
    private final TileFolder tiles;
    private final Calls calls;
    private final CompactTree tree;
    /** Without what lies before the first entry there is no tree. */
    private final boolean hasTree;

    private final Map<String, long[]> kinds = new TreeMap<>();
    private long entries;
    private String oldest = "";
    private String newest = "";

    private Verification(Task task, Source source, Findings findings) throws IOException {
        this.task = task;
        this.findings = findings;
        range = source.range();
        Path folder = Files.isDirectory(task.log()) ? task.log() : task.log().resolveSibling(".");
        boolean isFolder = Files.isDirectory(task.log());
        checkpoints = new Checkpoints(findings, KeyRing.of(task, folder, findings));
        if (isFolder) {
            checkpoints.readInside(folder);
        }
        checkpoints.readOutside(task.checkpoints());
        hasTree = range.before().size() == Long.bitCount(range.first());
        tree = hasTree ? range.tree() : new CompactTree();
        tiles = new TileFolder(folder.resolve(isFolder && range.startsAtZero() ? "tile" : ".no-tiles"), findings);
        calls = new Calls(findings, task.mostOpen(), range.startsAtZero());
        checkpoints.grown(tree);
    }

    /**
     * Verifies a log.
     *
     * @throws IOException when something cannot be read
     */
    public static Verdict of(Task task, Progress progress) throws IOException {
        Findings findings = new Findings();
        try {
            Optional<Source> source = Source.at(task.log());
            if (source.isPresent()) {
                return new Verification(task, source.get(), findings).run(source.get(), progress);
            }
            findings.incomplete(Check.COMPLETENESS, "there is no audit log in " + task.log());
        } catch (MalformedNoteException e) {
            findings.tampered(Check.FRAMES, Finding.NOWHERE, "the range is not one: " + e.getMessage());
        }
        Facts nothing = new Facts(task.log().toString(), 0, 0, "", "", new TreeMap<>(), 0, "", 0);
        return new Verdict(findings.outcome(), findings.list(), 1, List.of(), nothing, List.of());
    }

    private Verdict run(Source source, Progress progress) throws IOException {
        long all = source.bytes();
        boolean isWhole = source.read(this, findings, read -> progress.read(read, all, entries));
        if (isWhole) {
            finish();
        }
        // Nobody can tell from a part of the log how long the whole has become.
        var seen = checkpoints.judge(range.isWhole() ? range.first() + entries : Long.MAX_VALUE, isWhole);
        if (isWhole && !range.isWhole() && !seen.stream().anyMatch(one -> one.size() == range.size())) {
            findings.incomplete(Check.COMPLETENESS, "the range belongs to a checkpoint that is not here");
        }
        return new Verdict(findings.outcome(), findings.list(), findings.count(), notices(), facts(), seen);
    }

    @Override
    public void leaf(long index, byte[] leaf, byte[] hash) {
        entries++;
        if (hasTree) {
            tree.add(hash);
            checkpoints.grown(tree);
        }
        tiles.leaf(leaf, hash);
        try {
            Map<String, Object> entry = CanonicalLine.read(leaf);
            String violation = Schema.violation(entry);
            if (violation == null) {
                note(index, entry);
            } else {
                findings.tampered(Check.SCHEMA, index, violation);
            }
        } catch (NotCanonicalException e) {
            findings.tampered(Check.CANONICAL, index, "the line is not canonical JSON, " + e.getMessage());
        }
    }

    private void note(long index, Map<String, Object> entry) {
        kinds.computeIfAbsent(Schema.text(entry, "kind"), any -> new long[1])[0]++;
        String at = Schema.text(entry, "at");
        oldest = oldest.isEmpty() || at.compareTo(oldest) < 0 ? at : oldest;
        newest = at.compareTo(newest) > 0 ? at : newest;
        calls.see(index, entry);
    }

    private void finish() {
        calls.close();
        tiles.close();
        if (!range.isWhole() && hasTree) {
            int next = 0;
            for (int level : Range.levelsAfter(range.end(), range.size())) {
                tree.addSubtree(level, range.after().get(next++));
                checkpoints.grown(tree);
            }
        }
        if (!hasTree) {
            findings.incomplete(
                    Check.COMPLETENESS,
                    "the log begins at entry " + range.first() + ", and what came before is not here");
        }
    }

    private List<String> notices() {
        List<String> notices = new ArrayList<>();
        if (checkpoints.isEmpty()) {
            notices.add(
                    "No checkpoint was given or found: whoever could write to this folder could have written all of it"
                            + " anew.");
        } else if (!checkpoints.hasOutside()) {
            notices.add("No checkpoint from outside was given (--checkpoint): whoever has the log's key and this folder"
                    + " could have written all of it anew, and an older copy of the whole folder would look the"
                    + " same.");
        }
        long unvouched = range.first() + entries - checkpoints.vouchedFor();
        if (!checkpoints.isEmpty() && range.isWhole() && unvouched > 0) {
            notices.add("The newest " + unvouched + " entries are not covered by a checkpoint yet.");
        }
        if (calls.begunEarlier() > 0) {
            notices.add(calls.begunEarlier() + " calls ended here that were admitted before the first entry.");
        }
        return notices;
    }

    private Facts facts() {
        TreeMap<String, Long> counts = new TreeMap<>();
        kinds.forEach((kind, count) -> counts.put(kind, count[0]));
        return new Facts(
                task.log().toString(),
                range.first(),
                entries,
                oldest,
                newest,
                counts,
                calls.stillOpen(),
                hasTree ? HexFormat.of().formatHex(tree.root()) : "",
                tiles.compared());
    }
}
