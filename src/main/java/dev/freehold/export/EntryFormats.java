package dev.freehold.export;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** All formats by the names that callers and settings know. */
@ApplicationScoped
public class EntryFormats {
    private final Map<String, EntryFormat> byName;

    @Inject
    EntryFormats(@ConfigProperty(name = "quarkus.application.version") String version) {
        byName = new TreeMap<>(Map.of(
                "jsonl", new JsonLines(),
                "csv", new CsvLines(),
                "ocsf", new OcsfLines(version),
                "cef", new CefLines(version)));
    }

    public Optional<EntryFormat> named(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public SortedSet<String> names() {
        return new TreeSet<>(byName.keySet());
    }
}
