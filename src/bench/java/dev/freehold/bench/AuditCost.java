package dev.freehold.bench;

import dev.freehold.audit.FileLog;
import dev.freehold.auth.KnownKey;
import dev.freehold.bench.Figure.Comparison;
import dev.freehold.bench.Figure.Side;
import dev.freehold.bench.Figure.Value;
import dev.freehold.core.Caller;
import dev.freehold.quota.LimitedLedger;
import dev.freehold.quota.Reservation;
import dev.freehold.store.Database;
import dev.freehold.store.SqliteDatabase;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;

/**
 * What it costs to know who calls, to keep to limits and to write down each call before its answer leaves. A log that takes everything
 * and keeps nothing stands for one that is switched off, which the product has not.
 */
final class AuditCost implements Measure {
    private static final List<Integer> CALLERS = List.of(64, 512);
    private static final Duration LENGTH = Duration.ofSeconds(3);
    private static final int WARM_UP = 20_000;
    private static final int ADMISSIONS = 20_000;
    private static final int READERS = 8;

    /** As long as a short prompt takes a small model. */
    private static final long PROMPT_NANOS = 20_000_000;

    private static final double MICRO = 1e3;
    private static final double MILLI = 1e6;

    @Override
    public String name() {
        return "audit";
    }

    @Override
    public List<Figure> run(Bench bench) throws Exception {
        Path home = Files.createDirectories(bench.plan().out().resolve("audit"));
        Path folder = Files.createTempDirectory(home, "log");
        try (FileLog files = FileLog.open(folder.resolve("audit"))) {
            Database database = SqliteDatabase.in(folder);
            KnownKey key = new KnownKey(database);
            Caller caller = key.holder();
            LimitedLedger written = new LimitedLedger(database, files.log(), caller);
            LimitedLedger off = new LimitedLedger(database, new KeepsNothing(), caller);
            admissions(key, off, WARM_UP);
            List<Figure> figures = new ArrayList<>();
            figures.add(admission(bench.plan().rounds(), key, off));
            for (int callers : CALLERS) {
                figures.addAll(records(bench.plan().rounds(), callers, caller, written, off));
            }
            figures.addAll(firstToken(bench.plan().rounds(), caller, written, off));
            return figures;
        }
    }

    private static Figure admission(int rounds, KnownKey key, LimitedLedger ledger) {
        List<Double> medians = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            medians.add(admissions(key, ledger, ADMISSIONS));
        }
        return new Value(
                "admission",
                "checking the key and the limits of a call, median",
                "µs",
                new Samples(medians),
                new Target.AtMost(50));
    }

    private static double admissions(KnownKey key, LimitedLedger ledger, int count) {
        List<Double> taken = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            long start = System.nanoTime();
            Reservation reservation = ledger.reserve(key.holder());
            taken.add((System.nanoTime() - start) / MICRO);
            ledger.settle(reservation);
        }
        return new Samples(taken).median();
    }

    private static List<Figure> records(
            int rounds, int callers, Caller caller, LimitedLedger written, LimitedLedger off) throws Exception {
        Rounds.Pair rates = Rounds.alternate(
                rounds, () -> recordsASecond(callers, caller, written), () -> recordsASecond(callers, caller, off));
        String what = "records of " + callers + " calls at a time, each durable";
        return List.of(
                new Value("records-" + callers, what, "records/s", rates.first(), new Target.AtLeast(10_000)),
                new Comparison(
                        "records-" + callers + "-off",
                        what,
                        "records/s",
                        new Side("written", rates.first()),
                        new Side("off", rates.second()),
                        Target.NONE));
    }

    /** Each call has two records, and waits for both. */
    private static double recordsASecond(int callers, Caller caller, LimitedLedger ledger) throws InterruptedException {
        LongAdder records = new LongAdder();
        long start = System.nanoTime();
        long end = start + LENGTH.toNanos();
        together(callers, () -> {
            while (System.nanoTime() < end) {
                Reservation reservation = ledger.reserve(caller);
                reservation.admission().join();
                ledger.settle(reservation);
                records.add(2);
            }
        });
        return records.sum() / ((System.nanoTime() - start) / 1e9);
    }

    private static List<Figure> firstToken(int rounds, Caller caller, LimitedLedger written, LimitedLedger off)
            throws Exception {
        Rounds.Pair times =
                Rounds.alternate(rounds, () -> untilFirstToken(caller, written), () -> untilFirstToken(caller, off));
        List<Double> added = new ArrayList<>();
        for (int round = 0; round < rounds; round++) {
            added.add(
                    times.first().values().get(round) - times.second().values().get(round));
        }
        return List.of(
                new Comparison(
                        "first-token",
                        "first token after 20 ms of reading, 8 calls at a time, median",
                        "ms",
                        new Side("written", times.first()),
                        new Side("off", times.second()),
                        Target.NONE),
                new Value(
                        "first-token-added",
                        "what the log adds to that",
                        "ms",
                        new Samples(added),
                        new Target.AtMost(1)));
    }

    /** The admission goes to the disk while the prompt is read, as in the gateway. */
    private static double untilFirstToken(Caller caller, LimitedLedger ledger) throws InterruptedException {
        List<Double> taken = Collections.synchronizedList(new ArrayList<>());
        long end = System.nanoTime() + LENGTH.toNanos();
        together(READERS, () -> {
            while (System.nanoTime() < end) {
                long start = System.nanoTime();
                Reservation reservation = ledger.reserve(caller);
                read(start + PROMPT_NANOS);
                reservation.admission().join();
                taken.add((System.nanoTime() - start) / MILLI);
                ledger.settle(reservation);
            }
        });
        return new Samples(List.copyOf(taken)).median();
    }

    private static void read(long until) {
        long left = until - System.nanoTime();
        while (left > 0) {
            LockSupport.parkNanos(left);
            left = until - System.nanoTime();
        }
    }

    private static void together(int callers, Runnable work) throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < callers; i++) {
            threads.add(Thread.ofVirtual().start(work));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }
}
