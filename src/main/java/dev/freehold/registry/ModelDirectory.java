package dev.freehold.registry;

import dev.freehold.core.ModelId;
import java.util.List;
import java.util.Map;

/** The folders that hold models. */
public interface ModelDirectory {

    /** Looks at every folder once, the built-in demo models among them. */
    Scan scan();

    /** Looks at the folder of one model only; finds nothing when it is not there. */
    default Scan inspect(ModelId id) {
        Scan all = scan();
        return new Scan(
                all.servable().stream().filter(folder -> folder.id().equals(id)).toList(),
                all.refused().stream()
                        .filter(refusal -> refusal.folder().equals(id.value()))
                        .toList());
    }

    /** What differs when any file of the model is another; found without reading them. */
    default String stamp(ModelId id) {
        return stamps().getOrDefault(id, "");
    }

    /** The same of each of the operator's folders. */
    default Map<ModelId, String> stamps() {
        return Map.of();
    }

    /** What was found: folders that can be tried, and folders that cannot with the reason. */
    record Scan(List<ModelFolder> servable, List<Refusal> refused) {
        public Scan {
            servable = List.copyOf(servable);
            refused = List.copyOf(refused);
        }
    }

    /** A folder that cannot be served; {@code reason} is a sentence for the operator. */
    record Refusal(String folder, String reason) {}
}
