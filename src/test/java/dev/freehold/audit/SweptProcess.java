package dev.freehold.audit;

import dev.freehold.core.Fault;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** Opens a log, waits to be told, appends entries one by one, and says {@code <index> <target> .} of each that was acknowledged. */
final class SweptProcess {
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private SweptProcess() {}

    /** All of one length. */
    static AuditEntry entry(String target) {
        return AuditEntry.of(AuditEntry.Kind.ADMIN, "key.create")
                .at(Instant.parse("2026-03-10T12:00:00Z"))
                .target(target)
                .build();
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        LogSettings settings = LogSettings.in(Path.of(arguments[0])).segments(Long.parseLong(arguments[1]));
        SegmentedAuditLog log;
        try {
            log = new SegmentedAuditLog(settings, LeafWatch.NONE);
        } catch (UnusableLogException e) {
            System.out.println(e.getMessage());
            System.exit(66);
            return;
        }
        System.out.println("open");
        System.in.read();
        for (int i = 0; i < Integer.parseInt(arguments[2]); i++) {
            append(log, "target" + (char) ('a' + i));
        }
        log.close();
        System.exit(0);
    }

    /** What is refused is not tried again, so that what follows does not hide it. */
    private static void append(SegmentedAuditLog log, String target) throws InterruptedException {
        try {
            System.out.println(log.record(entry(target)) + " " + target + " .");
        } catch (Fault refused) {
            Instant giveUp = Instant.now().plus(PATIENCE);
            while (!log.isWritable() && Instant.now().isBefore(giveUp)) {
                Thread.sleep(20);
            }
        }
    }
}
