package dev.freehold.audit;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.freehold.audit.SyscallSweep.Site;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Fails each call to the kernel by which the log opens, recovers and appends, in each of several ways. Run by
 * {@code deploy/freehold campaign syscalls}; {@link SyscallFaultsTest} is its short form.
 */
class SyscallsCampaign {
    @TempDir
    Path home;

    @Test
    void appending() throws Exception {
        sweep("appending", false);
    }

    @Test
    void openingAndRecovering() throws Exception {
        sweep("opening, recovering, appending", true);
    }

    private void sweep(String what, boolean fromTheStart) throws Exception {
        SyscallSweep.assumeStrace();
        SyscallSweep sweep = new SyscallSweep(home, fromTheStart);
        List<Site> sites = sweep.sites();
        int met = 0;
        int cases = 0;
        for (Site site : sites) {
            for (String fault : SyscallSweep.FAULTS) {
                met += sweep.fail(site, fault) ? 1 : 0;
                cases++;
            }
        }
        String calls = sites.stream()
                .collect(Collectors.groupingBy(Site::call, Collectors.maxBy(Comparator.comparingInt(Site::number))))
                .values()
                .stream()
                .map(site ->
                        site.orElseThrow().call() + " " + site.orElseThrow().number())
                .sorted()
                .collect(Collectors.joining(", "));
        System.out.printf(
                "%s: %d calls (%s), %d cases, %d met their fault, 0 violations%n",
                what, sites.size(), calls, cases, met);
        assertTrue(met >= cases * 8 / 10, met + " of " + cases + " cases met their fault");
    }
}
