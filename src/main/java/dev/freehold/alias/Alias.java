package dev.freehold.alias;

import dev.freehold.core.Fault;
import dev.freehold.core.ModelId;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A name that models answer to.
 *
 * @param targets share the calls by weight
 * @param shadow gets a copy of some of the calls, and answers nobody
 * @param pins by tenant, the only model that answers that tenant
 * @param isConfigured whether the settings declare it, which closes it to the API
 */
public record Alias(
        ModelId name,
        List<Target> targets,
        Spread spread,
        Optional<Target> shadow,
        SortedMap<String, ModelId> pins,
        boolean isConfigured) {
    private static final int MAX_TARGETS = 16;
    private static final int MAX_PINS = 1000;
    private static final int HUNDRED = 100;
    private static final Pattern TENANT = Pattern.compile("[A-Za-z0-9._-]{1,128}");

    public Alias {
        targets = List.copyOf(targets);
        pins = new TreeMap<>(pins);
        if (targets.isEmpty()
                || targets.size() > MAX_TARGETS
                || targets.stream().mapToLong(Target::weight).sum() == 0) {
            throw Fault.invalid(
                    "targets", "'targets' must be 1 to %d models, not all with the weight 0.".formatted(MAX_TARGETS));
        }
        if (shadow.isPresent() && shadow.get().weight() > HUNDRED) {
            throw Fault.invalid("shadow.percent", "'shadow.percent' must be a whole number from 0 to 100.");
        }
        if (pins.size() > MAX_PINS || !pins.keySet().stream().allMatch(TENANT.asMatchPredicate())) {
            throw Fault.invalid("pins", "'pins' must be at most %d models by the ids of tenants.".formatted(MAX_PINS));
        }
    }

    /**
     * Which model answers, of those that may.
     *
     * @param key decides; the same one always gets the same, as long as the same models may
     */
    public Optional<ModelId> choose(String tenant, String key, Predicate<ModelId> may) {
        ModelId pinned = pins.get(tenant);
        if (pinned != null) {
            return Optional.of(pinned).filter(may);
        }
        List<Target> able = targets.stream()
                .filter(target -> target.weight() > 0 && may.test(target.model()))
                .toList();
        long total = able.stream().mapToLong(Target::weight).sum();
        long at = total == 0 ? 0 : Long.remainderUnsigned(number(key), total);
        for (Target target : able) {
            at -= target.weight();
            if (at < 0) {
                return Optional.of(target.model());
            }
        }
        return Optional.empty();
    }

    /** Which model gets a copy of the call that this key names. */
    public Optional<ModelId> shadowOf(String key) {
        return shadow.filter(copy -> Long.remainderUnsigned(number("copy\n" + key), HUNDRED) < copy.weight())
                .map(Target::model);
    }

    private long number(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return ByteBuffer.wrap(sha256.digest((name + "\n" + key).getBytes(StandardCharsets.UTF_8)))
                    .getLong();
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException("every Java platform has SHA-256", missing);
        }
    }

    /** What it says, for example {@code to=a:90,b:10 by=caller shadow=c:5 pins=acme=b}. */
    public String inWords() {
        return "to=" + targetsText()
                + " by=" + spread.wireName()
                + shadow.map(copy -> " shadow=" + copy).orElse("")
                + (pins.isEmpty() ? "" : " pins=" + pinsText());
    }

    String targetsText() {
        return targets.stream().map(Target::toString).collect(Collectors.joining(","));
    }

    String pinsText() {
        return pins.entrySet().stream()
                .map(pin -> pin.getKey() + "=" + pin.getValue())
                .collect(Collectors.joining(","));
    }

    static List<Target> targets(String text) {
        return List.of(text.split(",", -1)).stream().map(Target::parse).toList();
    }

    static SortedMap<String, ModelId> pins(Map<String, String> named) {
        SortedMap<String, ModelId> pins = new TreeMap<>();
        named.forEach((tenant, model) -> pins.put(tenant, Target.named("pins", model)));
        return pins;
    }
}
