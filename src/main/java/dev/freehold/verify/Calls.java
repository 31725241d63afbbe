package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Follows each call from its admission to its one end. */
final class Calls {
    /** What an end must repeat of its admission. */
    private static final List<String> SAME = List.of("action", "actor", "model");

    /** An admission without an end yet. */
    private record Open(long index, long seconds, Map<String, Object> entry) {}

    private final Findings findings;
    private final Duration mostOpen;
    private final boolean startsAtZero;
    private final Map<String, Open> open = new LinkedHashMap<>();
    private final RecentCalls ended = new RecentCalls();
    private long newest = Long.MIN_VALUE;
    private long begunEarlier;

    /** @param mostOpen how old, measured by the newest entry, an open call may be at the end of the log */
    Calls(Findings findings, Duration mostOpen, boolean startsAtZero) {
        this.findings = findings;
        this.mostOpen = mostOpen;
        this.startsAtZero = startsAtZero;
    }

    void see(long index, Map<String, Object> entry) {
        newest = Math.max(newest, Schema.seconds(Schema.text(entry, "at")));
        if (!Schema.isStage(entry)) {
            return;
        }
        String call = Schema.text(entry, "request");
        if (Schema.text(entry, "kind").equals("admit")) {
            admit(index, call, entry);
        } else {
            end(index, call, entry);
        }
    }

    private void admit(long index, String call, Map<String, Object> entry) {
        if (open.containsKey(call) || ended.contains(call)) {
            wrong(index, "the call was admitted before");
        }
        open.put(call, new Open(index, Schema.seconds(Schema.text(entry, "at")), entry));
    }

    private void end(long index, String call, Map<String, Object> entry) {
        Open admission = open.remove(call);
        if (admission == null && ended.contains(call)) {
            wrong(index, "the call has ended before");
        } else if (admission == null && startsAtZero) {
            wrong(index, "the call was never admitted");
        } else if (admission == null) {
            begunEarlier++;
        } else if (!fits(admission.entry(), entry)) {
            wrong(
                    index,
                    "the end names another action, caller, model or reservation than the admission at "
                            + admission.index());
        }
        ended.add(call);
    }

    private static boolean fits(Map<String, Object> admission, Map<String, Object> end) {
        return SAME.stream().allMatch(name -> Objects.equals(admission.get(name), end.get(name)))
                && Objects.equals(reserved(admission), reserved(end));
    }

    private static @Nullable Object reserved(Map<String, Object> entry) {
        return entry.get("tokens") instanceof Map<?, ?> tokens ? tokens.get("reserved") : null;
    }

    /** To be called after the last entry. */
    void close() {
        for (Open admission : open.values()) {
            if (newest - admission.seconds() > mostOpen.toSeconds()) {
                wrong(admission.index(), "the call has no end, and it began long before the log ends");
            }
        }
    }

    long stillOpen() {
        return open.size();
    }

    /** Ends of calls that were admitted before the first entry. */
    long begunEarlier() {
        return begunEarlier;
    }

    private void wrong(long index, String message) {
        findings.add(Outcome.OPEN_BOOKS, Check.LIFECYCLE, index, message);
    }
}
