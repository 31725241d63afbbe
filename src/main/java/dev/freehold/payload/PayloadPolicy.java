package dev.freehold.payload;

import dev.freehold.core.ModelId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The rules, read once; a rule that cannot be understood stops the start. */
@ApplicationScoped
public class PayloadPolicy {
    private final List<Rule> rules;

    private record Rule(Optional<String> tenant, Optional<String> route, Optional<String> model, Level level) {
        boolean fits(String whose, String where, ModelId which) {
            return isOrAny(tenant, whose) && isOrAny(route, where) && isOrAny(model, which.value());
        }

        private static boolean isOrAny(Optional<String> wanted, String actual) {
            return wanted.isEmpty() || wanted.get().equals(actual);
        }
    }

    PayloadPolicy(PayloadConfig config) {
        List<Rule> read = new ArrayList<>();
        for (PayloadConfig.Rule rule : config.rules()) {
            int number = read.size();
            Level level = Level.parse(rule.level())
                    .orElseThrow(() -> new IllegalArgumentException(
                            "freehold.audit.payload.rules[%d].level is '%s', expected none, metadata, request or request+response"
                                    .formatted(number, rule.level())));
            read.add(new Rule(rule.tenant(), rule.route(), rule.model(), level));
        }
        if (config.maxCharacters() < 1) {
            throw new IllegalArgumentException(
                    "freehold.audit.payload.max-characters is " + config.maxCharacters() + ", expected 1 or more");
        }
        rules = List.copyOf(read);
    }

    /** Is anything kept of anybody? */
    public boolean keepsAnything() {
        return rules.stream().anyMatch(rule -> rule.level() != Level.NOTHING);
    }

    Level level(String tenant, String route, ModelId model) {
        return rules.stream()
                .filter(rule -> rule.fits(tenant, route, model))
                .findFirst()
                .map(Rule::level)
                .orElse(Level.NOTHING);
    }
}
