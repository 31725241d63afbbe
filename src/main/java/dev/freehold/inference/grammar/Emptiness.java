package dev.freehold.inference.grammar;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Finds out which shapes no value has. Where a schema holds itself, it is taken to have some. */
final class Emptiness {
    private final SchemaReader reader;
    private final Map<Goal, Boolean> known = new HashMap<>();
    private final Set<Goal> open = new HashSet<>();

    Emptiness(SchemaReader reader) {
        this.reader = reader;
    }

    /** Without the forms that no value has. */
    Shape pruned(Shape shape) {
        List<ArrayForm> arrays =
                shape.arrays().stream().filter(form -> !isEmpty(form)).toList();
        List<ObjectForm> objects =
                shape.objects().stream().filter(form -> !isEmpty(form)).toList();
        boolean isSame = arrays.size() == shape.arrays().size()
                && objects.size() == shape.objects().size();
        return isSame ? shape : shape.withArrays(arrays).withObjects(objects);
    }

    static boolean isEmptyAsItIs(Shape pruned) {
        return pruned.literals().isEmpty()
                && pruned.numbers().isEmpty()
                && pruned.strings().stream().allMatch(Strings::isEmpty)
                && pruned.arrays().isEmpty()
                && pruned.objects().isEmpty();
    }

    private boolean isEmpty(ArrayForm form) {
        if (form.min() > form.max()) {
            return true;
        }
        int decisive = Math.min(form.min(), form.first().size() + 1);
        for (int i = 0; i < decisive; i++) {
            if (isEmpty(form.item(i))) {
                return true;
            }
        }
        return false;
    }

    private boolean isEmpty(ObjectForm form) {
        return form.min() > form.max()
                || form.required().size() > form.max()
                || form.required().stream().anyMatch(key -> isEmpty(form.goal(key, reader.nothing(), reader.steps())));
    }

    boolean isEmpty(Goal goal) {
        Boolean answer = known.get(goal);
        if (answer != null) {
            return answer;
        }
        if (!open.add(goal) || goal.isAnything()) {
            return false;
        }
        boolean isEmpty;
        try {
            isEmpty = goal.equals(reader.nothing()) || isEmptyAsItIs(reader.shape(goal));
        } catch (SelfReference unfinished) {
            isEmpty = false;
        }
        open.remove(goal);
        known.put(goal, isEmpty);
        return isEmpty;
    }
}
