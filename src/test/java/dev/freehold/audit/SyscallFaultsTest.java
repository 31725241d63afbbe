package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.SyscallSweep.Site;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link SyscallsCampaign}: some of the calls that matter most. */
final class SyscallFaultsTest {
    @TempDir
    Path home;

    @Test
    void whateverCallFailsNothingAcknowledgedIsMissing() throws Exception {
        SyscallSweep.assumeStrace();
        SyscallSweep sweep = new SyscallSweep(home, false);
        for (Site site : List.of(new Site("fdatasync", 2), new Site("pwrite64", 3))) {
            for (String fault : SyscallSweep.FAULTS) {
                assertTrue(sweep.fail(site, fault), () -> "the run did not meet " + site);
            }
        }
    }
}
