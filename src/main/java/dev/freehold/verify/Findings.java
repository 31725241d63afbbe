package dev.freehold.verify;

import dev.freehold.verify.Finding.Check;
import java.util.ArrayList;
import java.util.List;

/** Collects what is wrong; the first hundred in full, of the rest the outcome. */
final class Findings {
    private static final int MOST = 100;

    private final List<Finding> list = new ArrayList<>();
    private Outcome outcome = Outcome.INTACT;
    private long count;

    void add(Outcome gravity, Check check, long index, String message) {
        count++;
        if (list.size() < MOST || gravity.compareTo(outcome) > 0) {
            list.add(new Finding(gravity, check, index, message));
        }
        if (gravity.compareTo(outcome) > 0) {
            outcome = gravity;
        }
    }

    void tampered(Check check, long index, String message) {
        add(Outcome.TAMPERED, check, index, message);
    }

    void incomplete(Check check, String message) {
        add(Outcome.INCOMPLETE, check, Finding.NOWHERE, message);
    }

    /** Has this check already found where something was changed? */
    boolean hasPlace(Check check) {
        return list.stream()
                .anyMatch(finding ->
                        finding.check() == check && finding.outcome() == Outcome.TAMPERED && finding.index() >= 0);
    }

    Outcome outcome() {
        return outcome;
    }

    /** How many there are, with those that are not listed. */
    long count() {
        return count;
    }

    List<Finding> list() {
        return List.copyOf(list);
    }
}
