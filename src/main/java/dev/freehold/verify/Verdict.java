package dev.freehold.verify;

import java.util.List;
import java.util.OptionalLong;
import java.util.SortedMap;

/**
 * What a verification found.
 *
 * @param count of all findings, listed or not
 * @param notices what limits the verdict
 */
public record Verdict(
        Outcome outcome,
        List<Finding> findings,
        long count,
        List<String> notices,
        Facts facts,
        List<Seen> checkpoints) {
    public Verdict {
        findings = List.copyOf(findings);
        notices = List.copyOf(notices);
        checkpoints = List.copyOf(checkpoints);
    }

    /**
     * What is in the log.
     *
     * @param oldest the least time that an entry bears, empty when there is none
     * @param kinds how many entries of each kind
     * @param openCalls admitted, and without an end yet
     * @param root of all entries, in hexadecimal digits
     */
    public record Facts(
            String log,
            long first,
            long entries,
            String oldest,
            String newest,
            SortedMap<String, Long> kinds,
            long openCalls,
            String root,
            long tiles) {}

    /**
     * A checkpoint that was compared.
     *
     * @param isOutside it does not come from the log's own folder
     * @param isSigned by a key that was given or found
     */
    public record Seen(String name, boolean isOutside, boolean isSigned, String origin, long size, State state) {}

    /** What a checkpoint says of the entries. */
    public enum State {
        /** It vouches for them. */
        MATCHES,
        /** It vouches for others. */
        DIFFERS,
        /** It vouches for more than there are. */
        AHEAD,
        /** Its tree cannot be worked out from what is here. */
        UNDECIDED
    }

    /** The first entry that the gravest findings concern. */
    public OptionalLong firstBad() {
        return findings.stream()
                .filter(finding -> finding.outcome() == outcome && finding.index() >= 0)
                .mapToLong(Finding::index)
                .min();
    }
}
