package dev.freehold.audit.anchor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.core.Fault;
import dev.freehold.core.FaultCode;
import dev.freehold.tlog.Checkpoint;
import dev.freehold.tlog.Hash;
import dev.freehold.tlog.SignatureKind;
import dev.freehold.tlog.SignedNote;
import dev.freehold.tlog.SigningKey;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class AnchorsTest {
    private static final Duration LATE = Duration.ofMillis(300);
    private static final SigningKey KEY = SigningKey.generate("log.example/1", SignatureKind.LOG);

    private final BlockingQueue<SignedNote> kept = new LinkedBlockingQueue<>();
    private volatile boolean isDown;

    private final class Safe implements Anchor {
        private final boolean counts;

        Safe(boolean counts) {
            this.counts = counts;
        }

        @Override
        public String name() {
            return "a safe";
        }

        @Override
        public boolean counts() {
            return counts;
        }

        @Override
        public void put(SignedNote checkpoint) throws IOException {
            if (isDown) {
                throw new IOException("locked");
            }
            kept.add(checkpoint);
        }

        @Override
        public void compare(SignedNote newest) {}
    }

    private record Settings(int required) implements AnchorConfig {
        @Override
        public Map<String, WitnessConfig> witness() {
            return Map.of();
        }

        @Override
        public Optional<Path> file() {
            return Optional.empty();
        }

        @Override
        public Optional<URI> syslog() {
            return Optional.empty();
        }

        @Override
        public Duration interval() {
            return Duration.ofMillis(1);
        }

        @Override
        public Duration warnAfter() {
            return LATE;
        }

        @Override
        public Duration refuseAfter() {
            return LATE;
        }
    }

    private static SignedNote note(long size) {
        Checkpoint head = new Checkpoint("log.example/1", size, Hash.EMPTY);
        return new SignedNote(head.text(), List.of(KEY.sign(head.text(), Instant.EPOCH)));
    }

    private Anchors open(int required, boolean... counts) {
        List<Anchor> safes = new java.util.ArrayList<>();
        for (boolean count : counts) {
            safes.add(new Safe(count));
        }
        Anchors anchors = new Anchors(new Settings(required), Optional::empty, safes);
        anchors.open();
        return anchors;
    }

    @Test
    void everyAnchorGetsTheNewestCheckpoint() throws Exception {
        Anchors anchors = open(0, true, false);
        anchors.signed(note(7));

        assertEquals(note(7), kept.poll(5, TimeUnit.SECONDS));
        assertEquals(note(7), kept.poll(5, TimeUnit.SECONDS));
        anchors.close();
    }

    @Test
    void workStopsWhenRequiredAnchorsAreLateAndGoesOnWhenTheyAreBack() throws Exception {
        Anchors anchors = open(1, true);
        isDown = true;
        anchors.check();
        Thread.sleep(LATE.plusMillis(50));
        anchors.signed(note(1));
        Fault refused = assertThrows(Fault.class, anchors::check);
        assertEquals(FaultCode.AUDIT_UNAVAILABLE, refused.code());
        assertTrue(anchors.isLate());

        isDown = false;
        anchors.signed(note(2));
        assertEquals(note(2), kept.poll(5, TimeUnit.SECONDS));
        Thread.sleep(20);
        anchors.check();
        anchors.close();
    }

    @Test
    void nothingIsRefusedWhenNoAnchorIsRequired() throws Exception {
        Anchors anchors = open(0, true);
        Thread.sleep(LATE.plusMillis(50));

        assertTrue(anchors.isLate());
        assertFalse(anchors.isRefusing());
        anchors.close();
    }

    @Test
    void whatAcknowledgesNothingIsNotWaitedFor() {
        assertEquals(Optional.empty(), open(0, false).age());
        assertThrows(IllegalArgumentException.class, () -> open(1, false));
    }

    @Test
    void asManyAsAreRequiredMustBeFresh() throws Exception {
        Anchors anchors = open(2, true, true);
        anchors.signed(note(1));
        kept.poll(5, TimeUnit.SECONDS);
        kept.poll(5, TimeUnit.SECONDS);
        assertThrows(IllegalArgumentException.class, () -> open(3, true, true));
        anchors.close();
    }
}
