package dev.freehold.payload;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** A policy for a test. */
record Rules(List<Rule> rules, int maxCharacters, Optional<Duration> retention) implements PayloadConfig {

    static Rules of(Rule... rules) {
        return new Rules(List.of(rules), 1000, Optional.empty());
    }

    static Rule rule(String level) {
        return new One(Optional.empty(), Optional.empty(), Optional.empty(), level);
    }

    record One(Optional<String> tenant, Optional<String> route, Optional<String> model, String level) implements Rule {}
}
