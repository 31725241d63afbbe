package dev.freehold.verify;

import dev.freehold.verify.Verdict.Facts;
import dev.freehold.verify.Verdict.Seen;
import java.util.List;
import java.util.Locale;

/** A verdict in words for people who do not know how it came about. */
public final class Summary {
    private static final int MOST_FINDINGS = 20;

    private final Verdict verdict;
    private final StringBuilder out = new StringBuilder();

    private Summary(Verdict verdict) {
        this.verdict = verdict;
    }

    public static String of(Verdict verdict) {
        Summary summary = new Summary(verdict);
        summary.headline();
        summary.facts(verdict.facts());
        verdict.checkpoints().forEach(summary::checkpoint);
        summary.findings();
        summary.notices();
        return summary.out.toString();
    }

    private void headline() {
        line("%s: %s", verdict.outcome().name().replace('_', ' '), meaning(verdict.outcome()));
        verdict.firstBad().ifPresent(index -> line("First entry concerned: %d", index));
        line("");
    }

    private static String meaning(Outcome outcome) {
        return switch (outcome) {
            case INTACT ->
                "nothing in this audit log was changed, removed or added, as far as can be told from what is here.";
            case INCOMPLETE -> "no sign of a change was found, but something that is needed to be sure is missing.";
            case OPEN_BOOKS ->
                "the entries are as they were written, but a call does not have exactly one beginning and one end.";
            case TRUNCATED -> "entries are missing at the end of this audit log.";
            case TAMPERED -> "something in this audit log was changed after it was written.";
            case SPLIT_VIEW ->
                "the log's key has signed two different histories. The two checkpoints prove it to anybody.";
        };
    }

    private void facts(Facts facts) {
        line("  log          %s", facts.log());
        line("  entries      %,d%s", facts.entries(), facts.first() == 0 ? "" : ", from number " + facts.first());
        if (facts.entries() > 0) {
            line("  written      %s to %s", facts.oldest(), facts.newest());
        }
        line(
                "  calls        %,d admitted: %,d answered, %,d ended early, %,d closed after a crash, %,d without an"
                        + " end yet",
                count("admit"), count("settle"), count("abort"), count("orphan"), facts.openCalls());
        line("  refusals     %,d", count("deny"));
        line(
                "  other        %,d",
                facts.entries()
                        - List.of("admit", "settle", "abort", "orphan", "deny").stream()
                                .mapToLong(this::count)
                                .sum());
        if (facts.tiles() > 0) {
            line("  tiles        %,d compared", facts.tiles());
        }
        line("  root         %s", facts.root());
    }

    private long count(String kind) {
        return verdict.facts().kinds().getOrDefault(kind, 0L);
    }

    private void checkpoint(Seen seen) {
        line(
                "  checkpoint   %s (%s), %,d entries of %s, %s: %s",
                seen.name(),
                seen.isOutside() ? "from outside" : "the log's own",
                seen.size(),
                seen.origin(),
                seen.isSigned() ? "signed" : "no signature that counts",
                switch (seen.state()) {
                    case MATCHES -> "the entries are the ones that it vouches for";
                    case DIFFERS -> "THE ENTRIES ARE NOT THE ONES THAT IT VOUCHES FOR";
                    case AHEAD -> "IT VOUCHES FOR MORE ENTRIES THAN THERE ARE";
                    case UNDECIDED -> "cannot be compared with what is here";
                });
    }

    private void findings() {
        if (verdict.count() > 0) {
            line("");
            line("Found (%,d):", verdict.count());
        }
        verdict.findings().stream()
                .limit(MOST_FINDINGS)
                .forEach(finding -> line(
                        "  %-12s %s%s",
                        finding.check().wireName(),
                        finding.index() < 0 ? "" : "entry " + finding.index() + ": ",
                        finding.message()));
    }

    private void notices() {
        if (!verdict.notices().isEmpty()) {
            line("");
            line("Mind:");
        }
        verdict.notices().forEach(notice -> line("  %s", notice));
    }

    @SuppressWarnings("AnnotateFormatMethod") // the annotation is in no library that is used here
    private void line(String format, Object... arguments) {
        out.append(String.format(Locale.ROOT, format, arguments)).append('\n');
    }
}
