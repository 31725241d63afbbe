package dev.freehold.registry.guard;

import dev.freehold.registry.guard.ProtobufFields.Field;
import dev.freehold.registry.guard.TensorCheck.Tensor;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** How many bytes of a graph's weights are of which type. */
final class WeightTypes {
    private final Map<ElementType, Long> bytes = new EnumMap<>(ElementType.class);

    /** For example {@code uint8 93 %}, the largest first; types of less than one in a hundred bytes are left out. */
    static List<String> of(ProtobufFields model) throws HarmfulFile {
        WeightTypes types = new WeightTypes();
        for (Field field = model.next(); field != null; field = model.next()) {
            if (field.number() == 7) {
                types.graph(field.message());
            }
        }
        return types.shares();
    }

    private void graph(ProtobufFields graph) throws HarmfulFile {
        for (Field field = graph.next(); field != null; field = graph.next()) {
            if (field.number() == 5) {
                Tensor tensor = TensorCheck.check(field.message());
                bytes.merge(tensor.type(), tensor.bytes(), Long::sum);
            }
        }
    }

    private List<String> shares() {
        double all = bytes.values().stream().mapToLong(Long::longValue).sum();
        return bytes.entrySet().stream()
                .filter(type -> type.getValue() >= all / 100 && type.getValue() > 0)
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .map(type -> "%s %d %%"
                        .formatted(
                                type.getKey().name().toLowerCase(Locale.ROOT), Math.round(100 * type.getValue() / all)))
                .toList();
    }
}
