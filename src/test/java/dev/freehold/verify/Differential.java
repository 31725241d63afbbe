package dev.freehold.verify;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.freehold.verify.Attack.Scene;
import dev.freehold.verify.ReferenceVerifier.Opinion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;

/** Asks both verifiers about the same logs. */
final class Differential implements AutoCloseable {
    private final Path folder;
    private final Path outside;
    private final TestKey key = TestKey.log(MadeLog.NAME);
    private final ReferenceVerifier reference = ReferenceVerifier.start();

    Differential(Path temporary) throws IOException {
        folder = temporary.resolve("audit");
        outside = temporary.resolve("kept-elsewhere");
    }

    private int compare(String what, List<Path> checkpoints, List<String> keys, List<String> witnesses)
            throws IOException {
        Verdict verdict = Verification.of(
                new Task(
                        folder,
                        checkpoints,
                        keys.stream().map(VerifierKey::parse).toList(),
                        witnesses.stream().map(VerifierKey::parse).toList(),
                        Duration.ofHours(1)),
                Progress.NONE);
        assertEquals(
                reference.of(folder, checkpoints, keys, witnesses),
                Opinion.of(verdict),
                () -> what + "\n" + Summary.of(verdict));
        return verdict.outcome().exitCode();
    }

    void attacks() throws IOException {
        for (Attack attack : Attack.values()) {
            MadeLog log = MadeLog.of(key, Scene.SIZE);
            Files.writeString(outside, log.upTo(Scene.OUTSIDE).checkpoint());
            Scene scene = new Scene(folder, log);
            scene.rewrite();
            attack.run(scene);
            compare(attack + " with", List.of(outside), List.of(key.vkey()), List.of());
            compare(attack + " without", List.of(), List.of(), List.of());
        }
    }

    /** Asks about random logs; gives back the exit codes that came up. */
    Set<Integer> random(int logs, long seed) throws IOException {
        Random random = new Random(seed);
        Set<Integer> seen = new TreeSet<>();
        for (int i = 0; i < logs; i++) {
            MadeLog log = MadeLog.of(key, 3 + random.nextInt(random.nextInt(8) == 0 ? 600 : 40));
            log.entriesInASegment = 1 + random.nextInt(30);
            Files.writeString(
                    outside, log.upTo(random.nextInt(log.leaves.size() + 1)).checkpoint());
            String what = "log " + i + ": " + disturb(log, random);
            new Scene(folder, log).rewrite();
            if (random.nextInt(3) == 0) {
                what += ", " + damage(random);
            }
            if (random.nextInt(4) == 0) {
                what += ", exported";
                export(log);
            } else if (random.nextInt(3) == 0) {
                what += ", a part of it";
                bundle(random);
            }
            seen.add(compare(
                    what,
                    random.nextBoolean() ? List.of(outside) : List.of(),
                    random.nextBoolean() ? List.of(key.vkey()) : List.of(),
                    List.of()));
        }
        return seen;
    }

    /** Changes what is written. */
    private static String disturb(MadeLog log, Random random) {
        List<byte[]> leaves = log.leaves;
        int at = random.nextInt(leaves.size());
        String leaf = new String(leaves.get(at), UTF_8);
        return switch (random.nextInt(12)) {
            case 0 -> {
                leaves.remove(at);
                yield "without " + at;
            }
            case 1 -> {
                leaves.add(random.nextInt(leaves.size()), leaves.get(at));
                yield "twice " + at;
            }
            case 2 -> {
                byte[] flipped = leaves.get(at).clone();
                flipped[random.nextInt(flipped.length)] ^= (byte) (1 << random.nextInt(8));
                leaves.set(at, flipped);
                yield "one bit of " + at;
            }
            case 3 -> {
                leaves.set(
                        at,
                        leaf.replace(
                                        "\"v\":1",
                                        pick(
                                                random,
                                                "\"v\":2",
                                                "\"v\":1 ",
                                                "\"v\":1.0",
                                                "\"v\":01",
                                                "\"v\":-1",
                                                "\"w\":1"))
                                .getBytes(UTF_8));
                yield "another v in " + at;
            }
            case 4 -> {
                leaves.set(
                        at,
                        leaf.replace(
                                        "acme",
                                        pick(
                                                random,
                                                "\\u0061cme",
                                                "\u00e4cme",
                                                "\\u00e4",
                                                "a\\/b",
                                                "a\\nb",
                                                "a\\u000ab",
                                                "a\\u001fb",
                                                "\\ud83d\\ude00",
                                                "\ud83d\ude00",
                                                "a\u007fb",
                                                "\\u001F"))
                                .getBytes(UTF_8));
                yield "another tenant in " + at;
            }
            case 5 -> {
                leaves.set(
                        at,
                        leaf.replace(
                                        "2026-11-22",
                                        pick(
                                                random,
                                                "2026-02-30",
                                                "2026-13-01",
                                                "+2026-11-2",
                                                "1999-12-31",
                                                "2026-11-2a"))
                                .getBytes(UTF_8));
                yield "another day in " + at;
            }
            case 6 -> {
                leaves.set(
                        at,
                        leaf.replace(
                                        "1211",
                                        pick(
                                                random,
                                                "9007199254740993",
                                                "9007199254740992",
                                                "-0",
                                                "1e3",
                                                "null",
                                                "true",
                                                "[]",
                                                "12.0",
                                                "\"1\""))
                                .getBytes(UTF_8));
                yield "another number in " + at;
            }
            default -> "as it was";
        };
    }

    private static String pick(Random random, String... some) {
        return some[random.nextInt(some.length)];
    }

    /** Changes bytes of a file, or cuts it. */
    private String damage(Random random) throws IOException {
        List<Path> files = Folders.files(folder);
        Path file = files.get(random.nextInt(files.size()));
        byte[] bytes = Files.readAllBytes(file);
        if (random.nextBoolean()) {
            bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        } else {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
        }
        Files.write(file, bytes);
        return "damaged " + file.getFileName();
    }

    private void export(MadeLog log) throws IOException {
        byte[] keys = Files.readAllBytes(folder.resolve("verifier-keys"));
        Folders.empty(folder);
        Files.write(folder.resolve("verifier-keys"), keys);
        Files.writeString(folder.resolve("checkpoint"), log.checkpoint());
        try (var out = Files.newOutputStream(folder.resolve("entries.jsonl"))) {
            for (byte[] leaf : log.leaves) {
                out.write(leaf);
                out.write('\n');
            }
        }
    }

    /** Takes a part away, if the log as it is gives one, and sometimes damages it. */
    private void bundle(Random random) throws IOException {
        Path part = folder.resolveSibling("part");
        Folders.empty(part);
        int first = random.nextInt(40);
        try {
            Evidence.write(
                    folder,
                    MadeLog.START.plusSeconds(10L * first),
                    MadeLog.START.plusSeconds(10L * (first + random.nextInt(40))),
                    List.of(),
                    part);
        } catch (IOException | UncheckedIOException e) {
            return;
        }
        Folders.empty(folder);
        for (Path file : Folders.files(part)) {
            Path copy = folder.resolve(part.relativize(file).toString());
            Files.createDirectories(copy.getParent());
            Files.copy(file, copy);
        }
        if (random.nextInt(3) == 0) {
            damage(random);
        }
    }

    int witnessed(boolean isCosigned) throws IOException {
        TestKey witness = TestKey.witness("witness.example.org");
        MadeLog log = MadeLog.of(key, 30);
        new Scene(folder, log).rewrite();
        String checkpoint = log.checkpoint();
        String text = checkpoint.substring(0, checkpoint.indexOf("\n\n") + 1);
        Files.writeString(folder.resolve("checkpoint"), checkpoint + (isCosigned ? witness.signature(text) : ""));
        Files.delete(folder.resolve("state/last-signed"));
        return compare("cosigned " + isCosigned, List.of(), List.of(key.vkey()), List.of(witness.vkey()));
    }

    @Override
    public void close() throws IOException {
        reference.close();
    }
}
