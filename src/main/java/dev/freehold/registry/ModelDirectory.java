package dev.freehold.registry;

import java.util.List;

/** The folders that hold models. */
public interface ModelDirectory {

    /** Looks at every folder once, the built-in demo models among them. */
    Scan scan();

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
