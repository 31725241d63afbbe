package dev.freehold.audit.checkpoint;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.RolledBackLogException;
import dev.freehold.tlog.Checkpoint;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HeadWatchTest {
    @TempDir
    Path folder;

    private final MemoryLeaves leaves = new MemoryLeaves().grow(300);

    private Checkpoint head(int size) {
        return new Checkpoint("log.example/1", size, leaves.root(size));
    }

    private void open(HeadMemory... memories) {
        HeadWatch watch = new HeadWatch(new FileSignedHeads(folder), List.of(memories));
        for (int i = 0; i < leaves.end(); i++) {
            watch.see(i, leaves.hash(i));
        }
        watch.end(leaves.end());
    }

    private void signed(int size) {
        assertTrue(new FileSignedHeads(folder).advance(Optional.empty(), head(size)));
    }

    @Test
    void opensALogThatWasNeverSigned() {
        open();
    }

    @Test
    void opensALogThatIsWhatWasSignedAndMore() {
        signed(200);
        open();
    }

    @Test
    void refusesALogThatIsShorter() {
        signed(300);
        leaves.cut(1);

        var refused = assertThrows(RolledBackLogException.class, this::open);
        assertTrue(refused.toString().contains("the last signed checkpoint knows of 300"), refused.toString());
    }

    @Test
    void refusesALogOfWhichAnyEntryChanged() {
        signed(299);
        leaves.rewrite(0);
        assertThrows(RolledBackLogException.class, this::open);
    }

    @Test
    void whatWasNotSignedIsNotCompared() {
        signed(299);
        leaves.rewrite(299);
        open();
    }

    @Test
    void refusesWhatSomebodyOutsideRemembersDifferently() {
        signed(100);
        HeadMemory outside = () -> Optional.of(new RememberedHead("the paper in the safe", head(250)));
        open(outside);
        leaves.cut(60);

        var refused = assertThrows(RolledBackLogException.class, () -> open(outside(250)));
        assertTrue(refused.toString().contains("the paper in the safe knows of 250"), refused.toString());
    }

    private HeadMemory outside(int size) {
        Checkpoint head = new Checkpoint(
                "log.example/1", size, new MemoryLeaves().grow(size).root(size));
        return () -> Optional.of(new RememberedHead("the paper in the safe", head));
    }
}
