package dev.freehold.inference.grammar;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Objects by their keys.
 *
 * @param named what belongs to certain keys, in the order in which they are written
 * @param required keys that must be there
 * @param others what belongs to any other key; a key of no group must not be there
 */
record ObjectForm(Map<String, Goal> named, Set<String> required, List<Keys> others, int min, int max) {
    private static final int MOST_GROUPS = 64;

    static final ObjectForm ALL = new ObjectForm(
            new LinkedHashMap<>(), Set.of(), List.of(new Keys(Strings.ALL, Goal.ANYTHING)), 0, Integer.MAX_VALUE);

    /** Keys that are alike; no key is in two groups of one form. */
    record Keys(Strings names, Goal goal) {}

    /** What belongs to a key; the goal that nothing satisfies is the caller's to name. */
    Goal goal(String key, Goal nothing, Steps steps) {
        Goal goal = named.get(key);
        if (goal != null) {
            return goal;
        }
        for (Keys keys : others) {
            steps.spend(1 + key.length());
            if (keys.names().holds(key)) {
                return keys.goal();
            }
        }
        return nothing;
    }

    ObjectForm and(ObjectForm other, Goal nothing, Steps steps) {
        Set<String> names = new LinkedHashSet<>(named.keySet());
        names.addAll(other.named.keySet());
        Map<String, Goal> both = new LinkedHashMap<>();
        names.forEach(name -> {
            steps.spend(1);
            both.put(name, goal(name, nothing, steps).and(other.goal(name, nothing, steps)));
        });
        Set<String> mustBe = new LinkedHashSet<>(required);
        mustBe.addAll(other.required);
        int least = Math.max(min, other.min);
        int most = Math.min(max, other.max);
        return new ObjectForm(both, mustBe, others(other, steps), least, most);
    }

    private List<Keys> others(ObjectForm other, Steps steps) {
        List<Keys> both = new ArrayList<>();
        for (Keys one : others) {
            for (Keys two : other.others) {
                steps.spend(1);
                Strings names = one.names().and(two.names(), steps);
                if (!names.isEmpty()) {
                    both.add(new Keys(names, one.goal().and(two.goal())));
                }
            }
        }
        if (both.size() > MOST_GROUPS) {
            throw new Refusal("is too complex");
        }
        return both;
    }

    /** Whether nothing is said but of single keys. */
    boolean isOpen() {
        return min == 0
                && max == Integer.MAX_VALUE
                && others.stream().allMatch(keys -> keys.goal().isAnything())
                && others.stream().anyMatch(keys -> keys.names().equals(Strings.ALL));
    }

    /** The same and something more about one key. */
    ObjectForm with(String key, Goal goal, boolean isRequired) {
        Map<String, Goal> more = new LinkedHashMap<>(named);
        more.merge(key, goal, Goal::and);
        Set<String> mustBe = new LinkedHashSet<>(required);
        if (isRequired) {
            mustBe.add(key);
        }
        return new ObjectForm(more, mustBe, others, min, max);
    }

    ObjectForm counted(int least, int most) {
        int atLeast = Math.max(min, least);
        int atMost = Math.min(max, most);
        return new ObjectForm(named, required, others, atLeast, atMost);
    }
}
