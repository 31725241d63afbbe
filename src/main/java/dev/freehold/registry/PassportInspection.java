package dev.freehold.registry;

import com.fasterxml.jackson.databind.JsonNode;
import dev.freehold.core.ModelId;
import dev.freehold.registry.guard.HarmfulFile;
import dev.freehold.registry.guard.OnnxGuard;
import dev.freehold.registry.passport.Fact;
import dev.freehold.registry.passport.ModelCard;
import dev.freehold.registry.passport.Passport;
import dev.freehold.registry.passport.PassportField;
import dev.freehold.registry.passport.UnreadableCard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Collects what is known of a model: what Freehold sees itself, what its operator says, what its files say, in this order. */
final class PassportInspection {
    private static final String OWN = "Freehold";

    private final ModelFiles files;
    private final SignatureState signature;

    PassportInspection(ModelFiles files, SignatureState signature) {
        this.files = files;
        this.signature = signature;
    }

    Passport inspect(ModelId id, Map<PassportField, Fact> seen, LicencePolicy licences) throws IOException, Unservable {
        List<Map<PassportField, Fact>> sources = new ArrayList<>();
        sources.add(seen);
        licences.configured(id).ifPresent(licence -> sources.add(Map.of(PassportField.LICENCE, licence)));
        sources.addAll(said());
        Passport passport = Passport.of(sources);
        Optional<Path> record = file(BuildNotes.FILE);
        return record.isPresent() ? BuildNotes.addTo(passport, JsonFiles.read(record.get())) : passport;
    }

    /** Of a signed model only what is signed counts. */
    private List<Map<PassportField, Fact>> said() throws IOException, Unservable {
        List<Map<PassportField, Fact>> said = new ArrayList<>();
        try {
            Optional<Path> passport = file(ModelCard.PASSPORT);
            if (passport.isPresent()) {
                said.add(ModelCard.passport(passport.get()));
            }
            Optional<Path> readme = file(ModelCard.README);
            if (readme.isPresent()) {
                said.add(ModelCard.frontMatter(readme.get()));
            }
            return said;
        } catch (UnreadableCard unreadable) {
            throw new Unservable(unreadable.reason());
        }
    }

    private Optional<Path> file(String name) throws IOException, Unservable {
        return signature.coversIfVerified(name) ? files.find(name) : Optional.empty();
    }

    Map<PassportField, Fact> seen(ModelFolder.Layout layout, Path graph, String digest) throws IOException, Unservable {
        Map<PassportField, Fact> seen = new EnumMap<>(PassportField.class);
        seen.put(PassportField.DIGEST, Fact.known(digest, OWN));
        seen.put(PassportField.SIGNATURE, Fact.known(signature.inWords(), OWN));
        String format = "ONNX (%s), layout %s"
                .formatted(files.nameOf(graph), layout.name().toLowerCase(Locale.ROOT));
        seen.put(PassportField.FORMAT, Fact.known(format, OWN));
        precision(graph, seen);
        Optional<Path> config = files.find("config.json");
        if (config.isPresent()) {
            configured(JsonFiles.read(config.get()), seen);
        }
        return seen;
    }

    private void precision(Path graph, Map<PassportField, Fact> seen) throws IOException, Unservable {
        try {
            List<String> precision = OnnxGuard.precision(graph);
            if (!precision.isEmpty()) {
                seen.put(PassportField.PRECISION, new Fact.Known(precision, OWN + ", from the graph's weights"));
            }
        } catch (HarmfulFile harmful) {
            throw new Unservable("%s %s".formatted(files.nameOf(graph), harmful.reason()));
        }
    }

    private static void configured(JsonNode config, Map<PassportField, Fact> seen) {
        String architecture = config.path("architectures").path(0).asText("");
        if (!architecture.isEmpty()) {
            seen.put(PassportField.ARCHITECTURE, Fact.known(architecture, "config.json"));
        }
        JsonNode length = config.path("max_position_embeddings");
        if (length.isIntegralNumber()) {
            seen.put(PassportField.CONTEXT_LENGTH, Fact.known(length.asText(), "config.json"));
        }
    }
}
