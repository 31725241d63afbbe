package dev.freehold.audit;

import dev.freehold.core.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** Many threads append, the power is cut at a moment drawn by lot, and what it left is opened again; over and over on one log. */
final class PowerCuts {
    private static final int THREADS = 16;
    private static final long SEGMENT = 16 * 1024;

    /** Of those, some fail before the power is cut. */
    private static final int FAILING = 4;

    private final Path home;
    private final RandomGenerator random;
    private final Map<Long, String> acknowledged = new ConcurrentHashMap<>();
    private boolean forgetsFiles;
    private boolean forgetsNames;
    private boolean fails;
    private long missing;
    private int unusable;

    PowerCuts(Path home, long seed) {
        this.home = home;
        this.random = new SplittableRandom(seed);
    }

    PowerCuts forgettingFiles() {
        forgetsFiles = true;
        return this;
    }

    PowerCuts forgettingNames() {
        forgetsNames = true;
        return this;
    }

    /** Writes, syncs and opens fail now and then. */
    PowerCuts failing() {
        fails = true;
        return this;
    }

    long acknowledged() {
        return acknowledged.size();
    }

    /** Acknowledged entries that were not there afterwards, or were others. */
    long missing() {
        return missing;
    }

    /** Logs that did not open any more. */
    int unusable() {
        return unusable;
    }

    PowerCuts run(int rounds) throws IOException, InterruptedException {
        Path folder = home.resolve("round");
        for (int round = 0; round < rounds; round++) {
            Path left = home.resolve("round" + round);
            cut(folder, left, "round" + round);
            if (!check(left)) {
                return this;
            }
            folder = left;
        }
        return this;
    }

    private void cut(Path folder, Path left, String name) throws IOException, InterruptedException {
        ForgetfulDisk disk = new ForgetfulDisk(random.nextLong(), folder);
        disk.forgetsFiles = forgetsFiles;
        disk.forgetsNames = forgetsNames;
        SegmentedAuditLog log = new SegmentedAuditLog(LogSettings.in(folder).segments(SEGMENT), disk, LeafWatch.NONE);
        disk.failing(fails && random.nextBoolean() ? FAILING : 0);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            String prefix = name + "_" + i + "_";
            threads.add(Thread.ofVirtual().start(() -> appendUntilTheEnd(log, prefix)));
        }
        Thread.sleep(random.nextInt(3, 40));
        disk.cut(folder, left);
        log.close();
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private void appendUntilTheEnd(SegmentedAuditLog log, String prefix) {
        int refused = 0;
        for (int i = 0; refused < 3; i++) {
            try {
                acknowledged.put(log.record(Entries.admin(prefix + i)), prefix + i);
            } catch (Fault refusal) {
                refused += log.isWritable() ? 0 : 1;
            }
        }
    }

    private boolean check(Path left) {
        Map<Long, String> found = new HashMap<>();
        try (FileLog log = FileLog.inHaste(left)) {
            log.reader()
                    .since(
                            0,
                            recorded -> found.put(
                                    recorded.index(),
                                    String.valueOf(recorded.entry().target())));
        } catch (UnusableLogException refused) {
            unusable++;
            return false;
        }
        acknowledged.forEach((index, target) -> missing += target.equals(found.get(index)) ? 0 : 1);
        return missing == 0;
    }
}
